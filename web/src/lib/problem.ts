import { useTranslations } from './i18n'

/** One wrong place in what was sent. The path is a JSON pointer or the name of a parameter. */
export type ProblemField = { path: string; code: string; message: string }

/** What the hub answers when it does not do what was asked (RFC 9457). Status 0 means that it could not be reached. */
export class Problem extends Error {
  override name = 'Problem'
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly fields: ProblemField[]
  readonly requestID: string
  /** Seconds after which a new try makes sense, when the hub says so. */
  readonly retryAfter: number | undefined

  constructor(p: { status: number; code: string; title?: string; detail?: string; fields?: ProblemField[]; request_id?: string }, retryAfter?: number) {
    super(`${p.status} ${p.code}`)
    this.status = p.status
    this.code = p.code
    this.title = p.title ?? ''
    this.detail = p.detail ?? ''
    this.fields = p.fields ?? []
    this.requestID = p.request_id ?? ''
    this.retryAfter = retryAfter
  }
}

export const offline = () => new Problem({ status: 0, code: 'hub.unreachable' })

/** Anything thrown, as a problem: an error of our own code is one as well, and says so. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  return new Problem({ status: 0, code: 'hub.page_broken', detail: error instanceof Error ? error.message : String(error) })
}

/** Reads an answer that is not 2xx. A proxy's own page has no problem in it and is named by its status. */
export async function readProblem(answer: Response): Promise<Problem> {
  const retry = Number(answer.headers.get('Retry-After')) || undefined
  const kind = answer.headers.get('Content-Type') ?? ''
  if (kind.includes('json')) {
    try {
      const body = await answer.json()
      if (typeof body.code === 'string') return new Problem({ ...body, status: answer.status }, retry)
    } catch {
      // Cut off on the way: treated like a page of a proxy.
    }
  }
  return new Problem({ status: answer.status, code: 'hub.unexpected', request_id: answer.headers.get('X-Request-Id') ?? '' }, retry)
}

/** The sentence for a problem in the reader's language; a code without a translation shows the hub's own sentence. */
export function useProblemText() {
  const t = useTranslations()
  const say = (code: string, fallback: string) => {
    const key = `fault.${code}` as never
    return t.has(key) ? t(key) : fallback
  }
  return {
    text: (problem: Problem) => say(problem.code, problem.detail || problem.title || t('ui.error.unknown')),
    /** The sentence for one field, found by the last part of its path. */
    field: (problem: Problem | null | undefined, name: string) => {
      const found = problem?.fields.find((f) => f.path === name || f.path.split('/').pop() === name)
      return found && say(`field.${found.code}`, found.message)
    },
  }
}
