import { SetMetadata, type CustomDecorator } from '@nestjs/common';

export const PUBLIC_ROUTE = 'tor:public';

/** Opens a route to callers without a token. Everything else needs one. */
export const Public = (): CustomDecorator => SetMetadata(PUBLIC_ROUTE, true);
