import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { api, newKey, ok } from '../../../lib/api'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { queryClient } from '../../../lib/query'
import { companyPath } from '../../../shell/places'
import { rememberCompany, sessionQuery } from '../../../shell/session'
import { Field, Input } from '../../../ui/Field'
import { toast } from '../../../ui/Toast'
import { given } from '../check'
import { Country } from '../Country'
import { guessCountry } from '../countries'
import { FormFoot } from '../FormFoot'
import { Parts, type Part } from '../Parts'
import { Sheet } from '../Sheet'
import { useForm } from '../useForm'

/** One more company of the same person: the account stays one. */
export function Page() {
  const t = useTranslations()
  const lang = useLocale()
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const [country, setCountry] = useState(() => guessCountry(lang))
  const [parts, setParts] = useState<Part[]>([])
  // Sent twice because an answer was lost, it is opened once; another content is another act.
  const sent = useRef({ content: '', key: '' })
  const keyOf = (content: string) => {
    if (sent.current.content !== content) sent.current = { content, key: newKey() }
    return sent.current.key
  }
  const form = useForm({ '/parts': parts.length > 0 ? null : 'part', '/name': given(name), '/country': given(country) }, async () => {
    const body = { name: name.trim(), country, parts }
    const company = await ok(api.POST('/api/companies', { params: { header: { 'Idempotency-Key': keyOf(JSON.stringify(body)) } }, body }))
    await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 })
    rememberCompany(company.id)
    toast(t('company.opened', { company: company.name }))
    await navigate({ to: companyPath(company.id, 'company') })
  })
  const change = <T,>(path: string, set: (value: T) => void) => (value: T) => {
    set(value)
    form.edited(path)
  }
  return (
    <Sheet wide title={t('shell.open.title')} lead={t('company.openLead')}>
      <form {...form.form} className="grid gap-4">
        <Parts value={parts} onChange={change('/parts', setParts)} error={form.error('/parts')} />
        <div className="grid gap-4 tablet:grid-cols-2">
          <Field label={t('company.name')} error={form.error('/name')}>
            <Input name="organization" autoComplete="organization" maxLength={200} value={name} onChange={(e) => change('/name', setName)(e.target.value)} />
          </Field>
          <Field label={t('company.country')} error={form.error('/country')}>
            <Country value={country} onChange={change('/country', setCountry)} />
          </Field>
        </div>
        <FormFoot form={form}>{t('company.open')}</FormFoot>
      </form>
    </Sheet>
  )
}
