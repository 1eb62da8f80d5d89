/** A refusal of the local user pool, by the exception's name in AWS. */
export class CognitoError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export const userNotFound = (): CognitoError => new CognitoError("UserNotFoundException", "User does not exist.");
export const wrongCredentials = (): CognitoError =>
  new CognitoError("NotAuthorizedException", "Incorrect username or password.");
export const userDisabled = (): CognitoError => new CognitoError("NotAuthorizedException", "User is disabled.");
export const invalidParameter = (message: string): CognitoError =>
  new CognitoError("InvalidParameterException", message);
