import {
  AccountRecovery,
  ClientAttributes,
  FeaturePlan,
  Mfa,
  UserPool,
  UserPoolGroup,
  type UserPoolClient,
} from "aws-cdk-lib/aws-cognito";
import { CfnOutput, Duration, RemovalPolicy, Stack, Validations, type StackProps } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import { Sender } from "../constructs/sender.ts";
import type { Settings } from "../settings.ts";

export interface AuthStackProps extends StackProps {
  readonly settings: Settings;
}

/**
 * People's passwords and tokens, and nothing else: names, e-mail addresses and uniqueness live in the table.
 * The functions are the only door for logging in (admin flows). An access token of a person's own still opens
 * Cognito's public calls about themselves: with it they can set a password that our rules would refuse, or
 * delete their login, not more.
 */
export class AuthStack extends Stack {
  readonly userPool: UserPool;
  readonly client: UserPoolClient;
  readonly mail: Sender;

  constructor(scope: Construct, id: string, props: AuthStackProps) {
    super(scope, id, props);
    this.userPool = new UserPool(this, "UserPool", {
      selfSignUpEnabled: false,
      signInAliases: { username: true },
      accountRecovery: AccountRecovery.NONE,
      mfa: Mfa.OFF,
      featurePlan: FeaturePlan.LITE,
      passwordPolicy: {
        minLength: 8,
        requireLowercase: false,
        requireUppercase: false,
        requireDigits: false,
        requireSymbols: false,
      },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.client = this.userPool.addClient("Client", {
      authFlows: { adminUserPassword: true }, // brings ALLOW_REFRESH_TOKEN_AUTH
      disableOAuth: true,
      generateSecret: false,
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.minutes(15), // how late a logout or a change of group may take effect
      idTokenValidity: Duration.minutes(15),
      refreshTokenValidity: Duration.days(30),
      // Cognito reads an empty list as "all of them": name the one attribute that nothing here reads.
      writeAttributes: new ClientAttributes().withStandardAttributes({ locale: true }),
    });
    new UserPoolGroup(this, "Superusers", {
      userPool: this.userPool,
      groupName: "superusers",
      description: "May do everything in every project",
    });
    this.mail = new Sender(this, "Sender", props.settings.mailFrom);
    new CfnOutput(this, "UserPoolId", { value: this.userPool.userPoolId });
    new CfnOutput(this, "UserPoolClientId", { value: this.client.userPoolClientId });
    this.#acknowledge();
  }

  #acknowledge(): void {
    Validations.of(this.userPool).acknowledge(
      {
        id: "AwsSolutions::AwsSolutions-COG1",
        reason:
          "NIST SP 800-63B advises against character classes; auth/register refuses common passwords and names instead",
      },
      {
        id: "AwsSolutions::AwsSolutions-COG2",
        reason:
          "No second factor yet: sign-in is a function of ours over the admin flow, which has to offer the challenge first",
      },
      {
        id: "AwsSolutions::AwsSolutions-COG8",
        reason: "The plus plan is billed per user, and its threat protection would see only the function's address",
      },
    );
  }
}
