import type { NameTaken } from '../../domain/accounts/accountRules.js';
import type { ChangePasswordOutcome } from '../../domain/accounts/changePassword.js';
import type {
  BeginSecondFactorOutcome,
  ConfirmSecondFactorOutcome,
  TurnOffSecondFactorOutcome,
} from '../../domain/accounts/changeSecondFactor.js';
import type { EndSessionOutcome } from '../../domain/accounts/endSession.js';
import type { EraseAccountOutcome } from '../../domain/accounts/eraseAccount.js';
import type { RefreshSessionOutcome } from '../../domain/accounts/refreshSession.js';
import type { ResetPasswordOutcome } from '../../domain/accounts/resetPassword.js';
import type { FactorRefusal } from '../../domain/accounts/secondFactor.js';
import type { OpenSession } from '../../domain/accounts/session.js';
import type { SignInOutcome } from '../../domain/accounts/signIn.js';
import type { SignOutOutcome } from '../../domain/accounts/signOut.js';
import type { SignUpOutcome } from '../../domain/accounts/signUp.js';
import type { UpdateProfileOutcome } from '../../domain/accounts/updateProfile.js';
import { toGlobalId } from '../globalId.js';
import type { OpenSessionModel } from '../models.js';
import { idempotencyKeyReused, invalidInput } from './refusals.js';
import type { Result } from './result.js';

export function presentSignUp(outcome: SignUpOutcome): Result<'SignUpResult'> {
  switch (outcome.kind) {
    case 'signedUp':
      return { __typename: 'SignUpSuccess', ...openSession(outcome) };
    case 'usernameTaken':
    case 'emailTaken':
      return nameTaken(outcome);
    case 'idempotencyKeyReused':
      return idempotencyKeyReused();
    case 'invalidInput':
      return invalidInput(outcome);
  }
}

export function presentSignIn(outcome: SignInOutcome): Result<'SignInResult'> {
  switch (outcome.kind) {
    case 'signedIn':
      return { __typename: 'SignInSuccess', ...openSession(outcome) };
    case 'invalidCredentials':
      return {
        __typename: 'InvalidCredentials',
        message: 'There is no such account, or this is not its password.',
      };
    case 'secondFactorRequired':
    case 'invalidSecondFactor':
      return factorRefusal(outcome);
  }
}

export function presentRefreshSession(
  outcome: RefreshSessionOutcome,
): Result<'RefreshSessionResult'> {
  switch (outcome.kind) {
    case 'refreshed':
      return { __typename: 'RefreshSessionSuccess', ...openSession(outcome) };
    case 'invalidRefreshToken':
      return {
        __typename: 'InvalidRefreshToken',
        message: 'This refresh token is not good, or not any more: sign in again.',
      };
  }
}

export function presentSignOut({ endedSessionsCount }: SignOutOutcome): Result<'SignOutResult'> {
  return { __typename: 'SignOutSuccess', endedSessionsCount };
}

export function presentEndSession(outcome: EndSessionOutcome): Result<'EndSessionResult'> {
  switch (outcome.kind) {
    case 'ended': {
      const endedSessionId = toGlobalId('session', outcome.sessionId);
      return { __typename: 'EndSessionSuccess', endedSessionId };
    }
    case 'sessionNotFound':
      return { __typename: 'SessionNotFound', message: 'You have no such session.' };
  }
}

export function presentUpdateProfile(outcome: UpdateProfileOutcome): Result<'UpdateProfileResult'> {
  switch (outcome.kind) {
    case 'updated':
      return { __typename: 'UpdateProfileSuccess', user: outcome.user };
    case 'usernameTaken':
    case 'emailTaken':
      return nameTaken(outcome);
    case 'invalidCredentials':
      return wrongPassword();
    case 'secondFactorRequired':
    case 'invalidSecondFactor':
      return factorRefusal(outcome);
    case 'invalidInput':
      return invalidInput(outcome);
  }
}

export function presentChangePassword(
  outcome: ChangePasswordOutcome,
): Result<'ChangePasswordResult'> {
  switch (outcome.kind) {
    case 'passwordChanged':
      return { __typename: 'ChangePasswordSuccess', ...openSession(outcome) };
    case 'invalidCredentials':
      return wrongPassword();
    case 'secondFactorRequired':
    case 'invalidSecondFactor':
      return factorRefusal(outcome);
    case 'invalidInput':
      return invalidInput(outcome);
  }
}

export function presentResetPassword(outcome: ResetPasswordOutcome): Result<'ResetPasswordResult'> {
  switch (outcome.kind) {
    case 'passwordReset': {
      const { endedSessionsCount } = outcome;
      return { __typename: 'ResetPasswordSuccess', endedSessionsCount };
    }
    case 'invalidResetCode':
      return {
        __typename: 'InvalidResetCode',
        message: 'This code is not good, or not any more: ask for another.',
      };
    case 'invalidInput':
      return invalidInput(outcome);
  }
}

export function presentEraseAccount(outcome: EraseAccountOutcome): Result<'EraseAccountResult'> {
  switch (outcome.kind) {
    case 'erased': {
      const { userId, erasedRegistrationsCount } = outcome;
      const deletedUserId = toGlobalId('user', userId);
      return { __typename: 'EraseAccountSuccess', deletedUserId, erasedRegistrationsCount };
    }
    case 'lastOwner': {
      const { events } = outcome;
      return {
        __typename: 'LastOwner',
        message: 'You are the only owner of events: hand them over, or delete them, first.',
        events,
      };
    }
    case 'invalidInput':
      return invalidInput(outcome);
    case 'invalidCredentials':
      return wrongPassword();
    case 'secondFactorRequired':
    case 'invalidSecondFactor':
      return factorRefusal(outcome);
  }
}

export function presentBeginSecondFactor(
  outcome: BeginSecondFactorOutcome,
): Result<'BeginSecondFactorResult'> {
  switch (outcome.kind) {
    case 'begun': {
      const { secret, otpauthUri } = outcome;
      return { __typename: 'BeginSecondFactorSuccess', secret, otpauthUri };
    }
    case 'invalidCredentials':
      return wrongPassword();
    case 'secondFactorOn':
      return secondFactorAlreadyOn();
  }
}

export function presentConfirmSecondFactor(
  outcome: ConfirmSecondFactorOutcome,
): Result<'ConfirmSecondFactorResult'> {
  switch (outcome.kind) {
    case 'turnedOn': {
      const { recoveryCodes, endedSessionsCount } = outcome;
      return { __typename: 'ConfirmSecondFactorSuccess', recoveryCodes, endedSessionsCount };
    }
    case 'invalidSecondFactor':
      return factorRefusal(outcome);
    case 'secondFactorOn':
      return secondFactorAlreadyOn();
    case 'secondFactorNotBegun':
      return {
        __typename: 'SecondFactorNotBegun',
        message: 'No second factor was begun in the last half hour.',
      };
  }
}

export function presentTurnOffSecondFactor(
  outcome: TurnOffSecondFactorOutcome,
): Result<'TurnOffSecondFactorResult'> {
  switch (outcome.kind) {
    case 'turnedOff': {
      const { endedSessionsCount } = outcome;
      return { __typename: 'TurnOffSecondFactorSuccess', endedSessionsCount };
    }
    case 'invalidCredentials':
      return wrongPassword();
    case 'invalidSecondFactor':
      return factorRefusal(outcome);
    case 'secondFactorNotOn':
      return { __typename: 'SecondFactorNotOn', message: 'The account has no second factor.' };
  }
}

/** Without what only the server needs to know. */
function openSession({
  user,
  accessToken,
  accessTokenExpiresAt,
  refreshToken,
}: OpenSession): OpenSessionModel {
  return { user, accessToken, accessTokenExpiresAt, refreshToken };
}

function nameTaken({ kind }: NameTaken) {
  switch (kind) {
    case 'usernameTaken':
      return { __typename: 'UsernameTaken', message: 'This username is taken.' } as const;
    case 'emailTaken':
      return { __typename: 'EmailTaken', message: 'There is an account with this email.' } as const;
  }
}

function wrongPassword() {
  return {
    __typename: 'InvalidCredentials',
    message: "This is not the account's password.",
  } as const;
}

function factorRefusal<Kind extends FactorRefusal['kind']>({ kind }: { kind: Kind }) {
  return factorRefusals[kind];
}

const factorRefusals = {
  secondFactorRequired: {
    __typename: 'SecondFactorRequired',
    message: 'This account has a second factor: its code is needed too.',
  },
  invalidSecondFactor: {
    __typename: 'InvalidSecondFactor',
    message: 'This is not the code of this moment, or was used before.',
  },
} as const;

function secondFactorAlreadyOn() {
  return {
    __typename: 'SecondFactorAlreadyOn',
    message: 'The account has a second factor: turn it off to have another.',
  } as const;
}
