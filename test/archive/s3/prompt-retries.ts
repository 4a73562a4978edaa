interface Token {
  readonly getRetryCount: () => number;
  readonly getRetryDelay: () => number;
}

const MOST_RETRIES = 2;

/** The SDK's own rule of what to try again and how often, without the pauses in between. */
export class PromptRetries {
  async acquireInitialRetryToken(): Promise<Token> {
    return tokenFor(0);
  }

  async refreshRetryTokenForRetry(token: Token, failure: { readonly errorType: string }): Promise<Token> {
    const next = token.getRetryCount() + 1;
    if (failure.errorType === 'CLIENT_ERROR' || next > MOST_RETRIES) throw new Error('no more retries');
    return tokenFor(next);
  }

  recordSuccess(): void {
    // Nothing to give back: there is no budget of retries here.
  }
}

function tokenFor(count: number): Token {
  return { getRetryCount: () => count, getRetryDelay: () => 0 };
}
