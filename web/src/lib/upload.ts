import { api, prepare } from './api'
import { needTexts } from './i18n'
import { offline, readProblem } from './problem'

const header = (xhr: XMLHttpRequest, name: string) => xhr.getResponseHeader(name) ?? ''

/** The answer of a request that has ended, as the rest of the program knows answers. */
const answerOf = (xhr: XMLHttpRequest) =>
  new Response(xhr.response as Blob, { status: xhr.status, headers: Object.fromEntries(['Content-Type', 'Retry-After', 'X-Request-Id'].filter((n) => header(xhr, n)).map((n) => [n, header(xhr, n)])) })

/**
 * Sends a file and tells how much of it has left, between 0 and 1: what `fetch` cannot. The session is made sure of first, for a large
 * body is sent once. Resolves to the answer's JSON; anything but 2xx is thrown as a Problem, and an abort as an AbortError.
 */
export async function upload<T>(address: string, body: Blob, { onProgress, signal }: { onProgress: (share: number) => void; signal: AbortSignal }): Promise<T> {
  await api.GET('/api/session', { signal })
  signal.throwIfAborted()
  const xhr = new XMLHttpRequest()
  xhr.open('POST', address)
  xhr.responseType = 'blob'
  for (const [name, value] of prepare(new Request(new URL(address, location.origin), { method: 'POST' })).headers) xhr.setRequestHeader(name, value)
  xhr.setRequestHeader('Content-Type', body.type || 'application/octet-stream')
  await new Promise<void>((resolve, reject) => {
    xhr.upload.addEventListener('progress', (e) => e.lengthComputable && onProgress(e.loaded / Math.max(e.total, 1)))
    xhr.addEventListener('load', () => resolve())
    xhr.addEventListener('error', () => reject(offline()))
    xhr.addEventListener('abort', () => reject(new DOMException('', 'AbortError')))
    signal.addEventListener('abort', () => xhr.abort())
    xhr.send(body)
  })
  const answer = answerOf(xhr)
  if (answer.ok) return answer.json() as Promise<T>
  await needTexts('fault').catch(() => undefined)
  throw await readProblem(answer)
}
