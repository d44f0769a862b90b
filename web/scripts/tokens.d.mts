export function tokensCSS(tokens: unknown): string
