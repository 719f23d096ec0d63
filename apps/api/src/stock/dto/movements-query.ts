import { OmitType } from '@nestjs/swagger';
import { PageQuery } from '../../http/page-query.js';

/** The page of a ledger that is asked for. */
export class MovementsQuery extends OmitType(PageQuery, ['q'] as const) {}
