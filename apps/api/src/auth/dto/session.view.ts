import { ApiProperty } from '@nestjs/swagger';
import type { Session } from '../identity-provider.js';

/** The tokens of a signed-in user. */
export class SessionView {
  @ApiProperty({ example: 'eyJhbGciOiJIUzI1NiJ9.e30.ZRrHA1JJJW8opsbCGfG_HACGpVUMN_a9IV7pAx_Zmeo' })
  access_token!: string;

  @ApiProperty({ enum: ['bearer'], example: 'bearer' })
  token_type!: 'bearer';

  @ApiProperty({ example: 'Qm9iJ3MgcmVmcmVzaCB0b2tlbg' })
  refresh_token!: string;

  @ApiProperty({ type: 'integer', minimum: 1, example: 3600, description: 'Seconds until the access token ends' })
  expires_in!: number;
}

/** An access token alone. */
export class TokenView {
  @ApiProperty({ example: 'eyJhbGciOiJIUzI1NiJ9.e30.ZRrHA1JJJW8opsbCGfG_HACGpVUMN_a9IV7pAx_Zmeo' })
  access_token!: string;

  @ApiProperty({ enum: ['bearer'], example: 'bearer' })
  token_type!: 'bearer';
}

/** The end of a sign-up. */
export class SignUpView {
  @ApiProperty({ example: 'User signed up successfully, waiting for confirmation.' })
  message!: string;
}

/** The end of a session. */
export class SignOutView {
  @ApiProperty({ example: 'User signed out successfully' })
  message!: string;
}

export function toSessionView(session: Session): SessionView {
  return {
    access_token: session.accessToken,
    token_type: 'bearer',
    refresh_token: session.refreshToken,
    expires_in: session.expiresIn,
  };
}
