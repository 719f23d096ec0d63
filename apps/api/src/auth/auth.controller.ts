import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiMessage, type MessageEnvelope } from '../http/envelopes.js';
import { Public } from '../http/public.decorator.js';
import { SignInLimit } from '../http/rate-limits.js';
import { Refusals } from '../http/refusals.js';
import { Credentials, NewCredentials, RefreshRequest } from './dto/credentials.js';
import { SessionView, SignUpView, toSessionView } from './dto/session.view.js';
import { IDENTITY_PROVIDER, type IdentityProvider } from './identity-provider.js';

const SIGNED_IN = 'User signed in successfully';

@ApiTags('auth')
@Public()
@Controller()
export class AuthController {
  constructor(@Inject(IDENTITY_PROVIDER) private readonly identities: IdentityProvider) {}

  @Post('sign_up')
  @SignInLimit()
  @HttpCode(200)
  @ApiOperation({ summary: 'Open an account and its shop' })
  @ApiOkResponse({ type: SignUpView })
  @Refusals('email_taken', 'sign_up_refused', 'auth_provider_unavailable', 'database_unavailable')
  async signUp(@Body() { email, password }: NewCredentials): Promise<SignUpView> {
    await this.identities.signUp(email, password);
    return { message: 'User signed up successfully, waiting for confirmation.' };
  }

  @Post('sign_in')
  @SignInLimit()
  @HttpCode(200)
  @ApiOperation({ summary: 'Sign in with e-mail address and password' })
  @ApiMessage(SessionView, SIGNED_IN)
  @Refusals('invalid_credentials', 'auth_provider_unavailable', 'database_unavailable')
  async signIn(@Body() { email, password }: Credentials): Promise<MessageEnvelope<SessionView>> {
    return { message: SIGNED_IN, data: toSessionView(await this.identities.signIn(email, password)) };
  }

  @Post('refresh')
  @HttpCode(200)
  @ApiOperation({ summary: 'Exchange a refresh token for new tokens; each one works once' })
  @ApiMessage(SessionView, 'Session refreshed successfully')
  @Refusals('invalid_token', 'auth_provider_unavailable', 'database_unavailable')
  async refresh(@Body() { refresh_token }: RefreshRequest): Promise<MessageEnvelope<SessionView>> {
    return {
      message: 'Session refreshed successfully',
      data: toSessionView(await this.identities.refresh(refresh_token)),
    };
  }
}
