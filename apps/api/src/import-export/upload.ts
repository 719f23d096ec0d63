import { rm } from 'node:fs/promises';
import {
  applyDecorators,
  createParamDecorator,
  Injectable,
  PayloadTooLargeException,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { ApiConsumes } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import multer, { diskStorage, MulterError } from 'multer';
import { lastValueFrom, of, type Observable } from 'rxjs';
import { tenantOf } from '../http/current-tenant.js';
import { ValidationProblem } from '../http/validation.js';
import { Turns } from './turns.js';
import { makeUploadFolder } from './upload-folders.js';

const FIELD = 'file';
const MAX_BYTES = 20 * 1024 * 1024;
const LIMITS = { files: 1, fileSize: MAX_BYTES, fields: 10, fieldSize: 1000, fieldNameSize: 100, parts: 11 };

/**
 * Receives the one file of a form into a folder of its own, which is gone before the request is answered. What is done with
 * it waits for its shop's turn.
 */
@Injectable()
class UploadInterceptor implements NestInterceptor {
  constructor(private readonly turns: Turns) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    const folder = await makeUploadFolder();
    try {
      await receive(request, http.getResponse<Response>(), folder);
      return of(await this.turns.take(tenantOf(request) ?? '', () => lastValueFrom(next.handle())));
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    }
  }
}

async function receive(request: Request, response: Response, folder: string): Promise<void> {
  const storage = diskStorage({ destination: folder, filename: (_request, _file, done) => done(null, 'upload') });
  const middleware = multer({ storage, limits: LIMITS }).single(FIELD);
  await new Promise<void>((resolve, reject) => {
    // A sender who went away before multer listened: it would wait for ever for the rest.
    const leave = (): void => reject(badFile('The connection ended before the whole form was received'));
    response.once('close', leave);
    if (request.destroyed) leave();
    void middleware(request, response, (error: unknown) => (error === undefined ? resolve() : reject(refusal(error))));
  });
  if (!request.file) throw badFile(`${FIELD} must be a CSV file, sent as multipart/form-data`);
}

/** What is wrong with a form. A disk that fails is not the caller's fault. */
function refusal(error: unknown): unknown {
  if (error instanceof MulterError) {
    if (error.code === 'LIMIT_FILE_SIZE') {
      return new PayloadTooLargeException(`The file is larger than ${MAX_BYTES / 1024 / 1024} MB`);
    }
    return badFile(`The form cannot be taken: ${error.message}`, error.field ?? FIELD);
  }
  const isOfSystem = error instanceof Error && 'syscall' in error;
  return isOfSystem ? error : badFile('The form cannot be read as multipart/form-data');
}

function badFile(message: string, field = FIELD): ValidationProblem {
  return new ValidationProblem([{ field, message }]);
}

/**
 * A route that takes a file as `multipart/form-data`: `UploadedPath` is where it lies. Stands closest to the method, so that
 * whatever else wraps the route finds the file there.
 */
export const TakesUpload = (): MethodDecorator =>
  applyDecorators(UseInterceptors(UploadInterceptor), ApiConsumes('multipart/form-data'));

/** Where the uploaded file lies. */
export const UploadedPath = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const { file } = context.switchToHttp().getRequest<Request>();
  if (!file) throw new Error('The route does not take an upload');
  return file.path;
});
