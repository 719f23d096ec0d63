import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../http/envelopes.js';
import { Public } from '../http/public.decorator.js';
import { SignInLimit } from '../http/rate-limits.js';
import { TokenForm } from './dto/credentials.js';
import { TokenView } from './dto/session.view.js';
import { IDENTITY_PROVIDER, type IdentityProvider } from './identity-provider.js';

/** What Swagger's Authorize button asks for. Part of the app only in development. */
@ApiTags('auth')
@Public()
@SignInLimit()
@ApiProblems({ 429: 'Too many tries' })
@Controller()
export class TokenController {
  constructor(@Inject(IDENTITY_PROVIDER) private readonly identities: IdentityProvider) {}

  @Post('token')
  @HttpCode(200)
  @ApiConsumes('application/x-www-form-urlencoded')
  @ApiOperation({ summary: 'Sign in with a form (development only)' })
  @ApiOkResponse({ type: TokenView })
  @ApiProblems({ 400: 'Wrong address or password', 422: 'Not valid', 503: 'Sign-in or the database is out of reach' })
  async token(@Body() { username, password }: TokenForm): Promise<TokenView> {
    const session = await this.identities.signIn(username, password);
    return { access_token: session.accessToken, token_type: 'bearer' };
  }
}
