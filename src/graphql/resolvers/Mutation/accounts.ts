import { changePassword } from '../../../domain/accounts/changePassword.js';
import {
  beginSecondFactor,
  confirmSecondFactor,
  turnOffSecondFactor,
} from '../../../domain/accounts/changeSecondFactor.js';
import { endSession } from '../../../domain/accounts/endSession.js';
import { eraseAccount } from '../../../domain/accounts/eraseAccount.js';
import { refreshSession } from '../../../domain/accounts/refreshSession.js';
import { resetPassword } from '../../../domain/accounts/resetPassword.js';
import { viewerOfSession } from '../../../domain/accounts/session.js';
import { signIn } from '../../../domain/accounts/signIn.js';
import { signOut } from '../../../domain/accounts/signOut.js';
import { signUp } from '../../../domain/accounts/signUp.js';
import { updateProfile } from '../../../domain/accounts/updateProfile.js';
import type { SignedIn } from '../../../domain/sharing/viewer.js';
import { changeViewer, type RequestContext } from '../../context.js';
import type { MutationResolvers } from '../../generated.js';
import { uuidOf } from '../../globalId.js';
import {
  presentBeginSecondFactor,
  presentChangePassword,
  presentConfirmSecondFactor,
  presentEndSession,
  presentEraseAccount,
  presentRefreshSession,
  presentResetPassword,
  presentSignIn,
  presentSignOut,
  presentSignUp,
  presentTurnOffSecondFactor,
  presentUpdateProfile,
} from '../../presenters/accounts.js';

export const accountMutations = {
  signUp: async (_root, { input }, context) => {
    const outcome = await signUp(context, input);
    if (outcome.kind === 'signedUp') await becomeUser(context, outcome);
    return presentSignUp(outcome);
  },

  signIn: async (_root, { input }, context) => {
    const outcome = await signIn(context, input);
    if (outcome.kind === 'signedIn') await becomeUser(context, outcome);
    return presentSignIn(outcome);
  },

  refreshSession: async (_root, { input }, context) => {
    const outcome = await refreshSession(context, input);
    if (outcome.kind === 'refreshed') await becomeUser(context, outcome);
    return presentRefreshSession(outcome);
  },

  signOut: async (_root, { input }, context) => {
    const outcome = await signOut(context, input);
    becomeAnonymous(context);
    return presentSignOut(outcome);
  },

  endSession: async (_root, { input }, context) => {
    const outcome = await endSession(context, { sessionId: uuidOf('session', input.id) });
    if (outcome.kind === 'ended' && outcome.current) becomeAnonymous(context);
    return presentEndSession(outcome);
  },

  updateProfile: async (_root, { input }, context) => {
    const outcome = await updateProfile(context, input);
    if (outcome.kind === 'updated') changeViewer(context, { user: outcome.user });
    return presentUpdateProfile(outcome);
  },

  changePassword: async (_root, { input }, context) => {
    const outcome = await changePassword(context, input);
    if (outcome.kind === 'passwordChanged') await becomeUser(context, outcome);
    return presentChangePassword(outcome);
  },

  resetPassword: async (_root, { input }, context) =>
    presentResetPassword(await resetPassword(context, input)),

  beginSecondFactor: async (_root, { input }, context) =>
    presentBeginSecondFactor(await beginSecondFactor(context, input)),

  confirmSecondFactor: async (_root, { input }, context) => {
    const outcome = await confirmSecondFactor(context, input);
    const { enrolling } = context.viewer;
    if (outcome.kind === 'turnedOn' && enrolling) await becomeUser(context, enrolling);
    return presentConfirmSecondFactor(outcome);
  },

  turnOffSecondFactor: async (_root, { input }, context) =>
    presentTurnOffSecondFactor(await turnOffSecondFactor(context, input)),

  eraseAccount: async (_root, { input }, context) => {
    const outcome = await eraseAccount(context, input);
    if (outcome.kind === 'erased') becomeAnonymous(context);
    return presentEraseAccount(outcome);
  },
} satisfies MutationResolvers;

/** Who has signed in reads what is their own in the very answer. */
async function becomeUser(context: RequestContext, signedIn: SignedIn): Promise<void> {
  changeViewer(context, await viewerOfSession(context, signedIn));
}

function becomeAnonymous(context: RequestContext): void {
  changeViewer(context, { user: null, sessionId: null, administrator: false, enrolling: null });
}
