import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../lib/api'
import { useTranslations } from '../../lib/i18n'
import { Button } from '../../ui/Button'
import { Field, TextArea } from '../../ui/Field'
import { Refusal } from '../../ui/States'
import { toast } from '../../ui/Toast'
import { again } from './api'
import { useDeed } from '../../lib/useDeed'

// What was typed stays while the list around it comes anew or the page is left.
const typed = new Map<string, string>()

/** A supplier asked for more: its question, and the answer in place. */
export function AnswerForm({ company, supplier, question }: { company: string; supplier: { id: string; name: string }; question: string }) {
  const t = useTranslations('trading.answer')
  const key = `${company} ${supplier.id}`
  const [answer, setAnswer] = useState(typed.get(key) ?? '')
  const { busy, problem, run } = useDeed()
  const keep = (text: string) => {
    setAnswer(text)
    typed.set(key, text)
  }
  const send = () =>
    run(async () => {
      await api.POST('/api/companies/{company}/suppliers/{supplier}/answer', { params: { path: { company, supplier: supplier.id } }, body: { answer: answer.trim() } })
      typed.delete(key)
      toast(t('done', { supplier: supplier.name }))
      await again(company)
    })
  return (
    <form
      className="grid gap-2 rounded-card border border-line bg-warn-bg p-3"
      onSubmit={(e) => {
        e.preventDefault()
        void send()
      }}
    >
      <p className="text-warn">
        <span className="font-strong">{t('asked')}</span> <span className="wrap-anywhere whitespace-pre-line">{question}</span>
      </p>
      <Field label={t('label')} hint={t('hint')}>
        <TextArea maxLength={2000} value={answer} onChange={(e) => keep(e.target.value)} />
      </Field>
      <Refusal problem={problem} />
      <div className="flex flex-wrap justify-end gap-2">
        <Link to="/c/$company/file" params={{ company }} className="inline-flex min-h-control items-center px-2 text-accent underline underline-offset-2">
          {t('file')}
        </Link>
        <Button type="submit" kind="primary" busy={busy} disabled={!answer.trim()}>
          {t('send')}
        </Button>
      </div>
    </form>
  )
}
