import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiMessage, ApiProblems, type MessageEnvelope } from '../http/envelopes.js';
import { Public } from '../http/public.decorator.js';
import { SignInLimit } from '../http/rate-limits.js';
import { Credentials, NewCredentials, RefreshRequest } from './dto/credentials.js';
import { SessionView, SignUpView, toSessionView } from './dto/session.view.js';
import { IDENTITY_PROVIDER, type IdentityProvider } from './identity-provider.js';

const SIGNED_IN = 'User signed in successfully';

@ApiTags('auth')
@Public()
@ApiProblems({ 429: 'Too many tries' })
@Controller()
export class AuthController {
  constructor(@Inject(IDENTITY_PROVIDER) private readonly identities: IdentityProvider) {}

  @Post('sign_up')
  @SignInLimit()
  @HttpCode(200)
  @ApiOperation({ summary: 'Open an account and its shop' })
  @ApiOkResponse({ type: SignUpView })
  @ApiProblems({
    400: 'The address is taken or the provider refused',
    422: 'Not valid',
    503: 'Sign-in or the database is out of reach',
  })
  async signUp(@Body() { email, password }: NewCredentials): Promise<SignUpView> {
    await this.identities.signUp(email, password);
    return { message: 'User signed up successfully, waiting for confirmation.' };
  }

  @Post('sign_in')
  @SignInLimit()
  @HttpCode(200)
  @ApiOperation({ summary: 'Sign in with e-mail address and password' })
  @ApiMessage(SessionView, SIGNED_IN)
  @ApiProblems({ 400: 'Wrong address or password', 422: 'Not valid', 503: 'Sign-in or the database is out of reach' })
  async signIn(@Body() { email, password }: Credentials): Promise<MessageEnvelope<SessionView>> {
    return { message: SIGNED_IN, data: toSessionView(await this.identities.signIn(email, password)) };
  }

  @Post('refresh')
  @HttpCode(200)
  @ApiOperation({ summary: 'Exchange a refresh token for new tokens; each one works once' })
  @ApiMessage(SessionView, 'Session refreshed successfully')
  @ApiProblems({
    401: 'The refresh token is unknown, used or expired',
    422: 'Not valid',
    503: 'Sign-in or the database is out of reach',
  })
  async refresh(@Body() { refresh_token }: RefreshRequest): Promise<MessageEnvelope<SessionView>> {
    return {
      message: 'Session refreshed successfully',
      data: toSessionView(await this.identities.refresh(refresh_token)),
    };
  }
}
