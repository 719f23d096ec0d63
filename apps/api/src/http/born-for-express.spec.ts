import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { bornForExpress, type Prototypes } from './born-for-express.js';

describe('requests and responses born for Express', () => {
  it("have its methods before it sees them, and keep their prototypes, also after another app's had them", async () => {
    const app = express() as Express & Prototypes;
    const inner = express();
    const prototypes: unknown[] = [];
    const note = (request: Request, response: Response): void => {
      prototypes.push(Object.getPrototypeOf(request), Object.getPrototypeOf(response));
    };
    inner.use((request: Request, response: Response, next: NextFunction) => {
      note(request, response);
      next();
    });
    app.use('/inner', inner);
    app.use((request: Request, response: Response) => {
      note(request, response);
      response.status(201).json({ path: request.path, asked: request.query['asked'], host: request.get('host') });
    });
    const server = createServer(bornForExpress(app), (request, response) => {
      prototypes.push(Object.getPrototypeOf(request), Object.getPrototypeOf(response));
      app(request, response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      for (const path of ['/inner', '/outer']) {
        const answer = await fetch(`http://${host}${path}?asked=yes`);
        expect([answer.status, await answer.json()]).toEqual([201, { path, asked: 'yes', host }]);
      }
    } finally {
      server.close();
    }
    const [request, response, requestOfInner, responseOfInner, ...rest] = prototypes;
    expect(request).toBe(app.request);
    expect(response).toBe(app.response);
    expect(requestOfInner).not.toBe(request);
    expect(responseOfInner).not.toBe(response);
    expect(rest).toHaveLength(6);
    rest.forEach((prototype, index) => expect(prototype).toBe(index % 2 === 0 ? request : response));
  });
});
