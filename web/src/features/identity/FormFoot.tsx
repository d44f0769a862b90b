import type { ReactNode } from 'react'
import { useLocale, useTranslations } from '../../lib/i18n'
import { useProblemText } from '../../lib/problem'
import { Button } from '../../ui/Button'
import type { Form } from './useForm'

/** When a new try makes sense: seconds for a short wait, a time of day for a long one, because that never goes stale. */
function Wait({ seconds, until }: { seconds: number; until: Date }) {
  const t = useTranslations('identity.form')
  const time = new Intl.DateTimeFormat(useLocale(), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(until)
  return <> {seconds < 60 ? t('waitSeconds', { seconds }) : t('waitUntil', { time, minutes: Math.ceil(seconds / 60) })}</>
}

/** What went wrong beyond a single field. */
export function Refused({ form }: { form: Form }) {
  const { text } = useProblemText()
  if (!form.general) return null
  const { problem, until } = form.general
  return (
    <div role="alert" className="rounded-control border border-bad bg-bad-bg px-3 py-2 text-bad">
      {text(problem)}
      {until && <Wait seconds={problem.retryAfter ?? 0} until={until} />}
      {problem.status >= 500 && problem.requestID && <span className="num block text-caption">{problem.requestID}</span>}
    </div>
  )
}

/** The one act of a form; what hinders it is said and counted beside it. */
export function FormFoot({ form, children }: { form: Form; children: ReactNode }) {
  const t = useTranslations('identity.form')
  return (
    <div className="grid gap-3">
      <Refused form={form} />
      <Button type="submit" kind="primary" busy={form.busy} className="h-11 w-full text-lead">
        <span className="truncate">{children}</span>
      </Button>
      <p role="status" className="text-center text-small text-bad empty:hidden">
        {form.count > 0 && t('wrong', { count: form.count })}
      </p>
    </div>
  )
}
