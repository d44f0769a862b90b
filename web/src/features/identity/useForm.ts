// Owns: the life of a small form. Checked, sent once, refused with its fields marked, never emptied.
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { Problem, toProblem, useProblemText, type ProblemField } from '../../lib/problem'

/** Each field by its JSON pointer, with what is wrong with it now. */
export type Checks = Record<string, string | null>

type Refusal = { problem: Problem; wrong: ProblemField[]; until?: Date }

function refusalOf(problem: Problem, paths: string[]): Refusal {
  const wrong = problem.fields.filter((f) => paths.includes(f.path))
  return { problem, wrong, until: problem.retryAfter ? new Date(Date.now() + problem.retryAfter * 1000) : undefined }
}

export function useForm(checks: Checks, send: () => Promise<unknown>) {
  const form = useRef<HTMLFormElement>(null)
  // A ref, because two presses can come before React has drawn the first.
  const sending = useRef(false)
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const text = useProblemText()
  const paths = Object.keys(checks)

  useEffect(() => {
    if (refusal) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
    // Only a new refusal moves the focus, not a field that was mended.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [refusal?.problem])

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (sending.current) return
    const fields = paths.flatMap((path) => (checks[path] ? [{ path, code: checks[path], message: '' }] : []))
    if (fields.length > 0) return setRefusal(refusalOf(new Problem({ status: 422, code: 'hub.invalid', fields }), paths))
    sending.current = true
    setBusy(true)
    setRefusal(null)
    try {
      await send()
    } catch (error) {
      setRefusal(refusalOf(toProblem(error), paths))
    } finally {
      sending.current = false
      setBusy(false)
    }
  }

  return {
    form: { ref: form, onSubmit: (e: FormEvent) => void submit(e), noValidate: true },
    busy,
    /** What stands beside a field. */
    error: (path: string) => text.field(refusal && new Problem({ ...refusal.problem, request_id: '', fields: refusal.wrong }), path),
    /** A field is being mended: its mark goes. */
    edited: (path: string) => setRefusal((r) => r && { ...r, wrong: r.wrong.filter((f) => f.path !== path) }),
    refusal,
    /** How many fields are marked. */
    count: refusal?.wrong.length ?? 0,
    /** What belongs to no field of this form. */
    general: refusal && refusal.problem.fields.every((f) => !paths.includes(f.path)) ? refusal : null,
  }
}

export type Form = ReturnType<typeof useForm>
