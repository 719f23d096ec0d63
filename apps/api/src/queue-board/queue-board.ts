import { getQueueToken } from '@nestjs/bullmq';
import { MethodNotAllowedException } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Queue } from 'bullmq';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';
import { FORECAST_QUEUE } from '@tor/forecast-queue/forecast-jobs';
import { operatorSignIn } from './operator-sign-in.js';

export const BOARD_PATH = '/queues';
const READING = 'GET, HEAD';

/**
 * Serves the board of the queue to operators, to look at: jobs are replayed with `npm run jobs`, which keeps one job a shop.
 * Where there is no token, there is no such path, and nothing of the board is loaded; else it is when an operator first asks.
 */
export function serveQueueBoard(app: NestExpressApplication, token: string | null): void {
  if (token === null) return;
  let board: Promise<RequestHandler> | undefined;
  app.use(BOARD_PATH, boardHeaders(), operatorSignIn(token), lookOnly);
  app.use(BOARD_PATH, async (request: Request, response: Response, next: NextFunction) => {
    board ??= loadBoard(app.get<Queue>(getQueueToken(FORECAST_QUEUE), { strict: false }));
    (await board)(request, response, next);
  });
}

async function loadBoard(queue: Queue): Promise<RequestHandler> {
  const { createQueueBoard } = await import('./create-queue-board.js');
  return createQueueBoard(queue, BOARD_PATH);
}

/** The board's own page, nothing from elsewhere, in no frame, and kept by nobody. */
function boardHeaders(): RequestHandler[] {
  const policy = helmet.contentSecurityPolicy({
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      baseUri: ["'self'"],
      connectSrc: ["'self'"],
      fontSrc: ["'self'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
      imgSrc: ["'self'", 'data:'],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
    },
  });
  const notKept: RequestHandler = (_, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  };
  return [policy, notKept];
}

/** A browser that is signed in would send the password along with what any other page makes it ask: so nothing can be changed. */
function lookOnly({ method }: Request, response: Response, next: NextFunction): void {
  if (method === 'GET' || method === 'HEAD') return next();
  response.setHeader('Allow', READING);
  next(new MethodNotAllowedException('The board is to look at; jobs are replayed with "npm run jobs"'));
}
