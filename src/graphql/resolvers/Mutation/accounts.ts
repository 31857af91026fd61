import { changePassword } from '../../../domain/accounts/changePassword.js';
import { eraseAccount } from '../../../domain/accounts/eraseAccount.js';
import { refreshSession } from '../../../domain/accounts/refreshSession.js';
import { signIn } from '../../../domain/accounts/signIn.js';
import { signOut } from '../../../domain/accounts/signOut.js';
import { signUp } from '../../../domain/accounts/signUp.js';
import { updateProfile } from '../../../domain/accounts/updateProfile.js';
import { changeViewer, type RequestContext } from '../../context.js';
import type { MutationResolvers } from '../../generated.js';
import {
  presentChangePassword,
  presentEraseAccount,
  presentRefreshSession,
  presentSignIn,
  presentSignOut,
  presentSignUp,
  presentUpdateProfile,
} from '../../presenters/accounts.js';

export const accountMutations = {
  signUp: async (_root, { input }, context) => presentSignUp(await signUp(context, input)),

  signIn: async (_root, { input }, context) => presentSignIn(await signIn(context, input)),

  refreshSession: async (_root, { input }, context) =>
    presentRefreshSession(await refreshSession(context, input)),

  signOut: async (_root, { input }, context) => {
    const outcome = await signOut(context, input);
    becomeAnonymous(context);
    return presentSignOut(outcome);
  },

  updateProfile: async (_root, { input }, context) => {
    const outcome = await updateProfile(context, input);
    if (outcome.kind === 'updated') changeViewer(context, { user: outcome.user });
    return presentUpdateProfile(outcome);
  },

  changePassword: async (_root, { input }, context) => {
    const outcome = await changePassword(context, input);
    if (outcome.kind === 'passwordChanged') changeViewer(context, outcome);
    return presentChangePassword(outcome);
  },

  eraseAccount: async (_root, { input }, context) => {
    const outcome = await eraseAccount(context, input);
    if (outcome.kind === 'erased') becomeAnonymous(context);
    return presentEraseAccount(outcome);
  },
} satisfies MutationResolvers;

function becomeAnonymous(context: RequestContext): void {
  changeViewer(context, { user: null, sessionId: null, administrator: false });
}
