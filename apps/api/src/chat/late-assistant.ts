import { Inject, Injectable } from '@nestjs/common';
import { LazyModuleLoader } from '@nestjs/core';
import type { DynamicModule } from '@nestjs/common';
import type { Assistant } from './assistant.js';

/** Imports the assistant's module. */
export type AssistantSource = () => Promise<DynamicModule>;

export const ASSISTANT_SOURCE = Symbol('assistant source');

/** The assistant, loaded with the first message: its libraries take time and memory that most processes never need. */
@Injectable()
export class LateAssistant {
  #assistant: Promise<Assistant> | null = null;

  constructor(
    private readonly loader: LazyModuleLoader,
    @Inject(ASSISTANT_SOURCE) private readonly source: AssistantSource,
  ) {}

  get(): Promise<Assistant> {
    this.#assistant ??= this.#load().catch((error: unknown) => {
      this.#assistant = null;
      throw error;
    });
    return this.#assistant;
  }

  async #load(): Promise<Assistant> {
    const { Assistant } = await import('./assistant.js');
    const module = await this.loader.load(this.source, { logger: false });
    return module.get(Assistant);
  }
}
