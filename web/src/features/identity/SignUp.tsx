import { useState } from 'react'
import { api } from '../../lib/api'
import { useLocale, useTranslations } from '../../lib/i18n'
import { Field, Input } from '../../ui/Field'
import { email as checkEmail, given } from './check'
import { guessCountry } from './countries'
import { Country } from './Country'
import { FormFoot } from './FormFoot'
import { Parts, type Part } from './Parts'
import { Sent } from './Sent'
import { linkClass, Sheet } from './Sheet'
import { useForm } from './useForm'

export function SignUp() {
  const t = useTranslations('identity')
  const lang = useLocale()
  const [sent, setSent] = useState(false)
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [company, setCompany] = useState('')
  const [country, setCountry] = useState(() => guessCountry(lang))
  const [does, setDoes] = useState<Part[]>([])

  const send = () => api.POST('/api/signup', { body: { name, email, locale: lang, company: { name: company, country, parts: does } } })
  const form = useForm(
    {
      '/company/parts': does.length > 0 ? null : 'part',
      '/company/name': given(company),
      '/company/country': given(country),
      '/name': given(name),
      '/email': checkEmail(email),
    },
    async () => {
      await send()
      setSent(true)
    },
  )
  const change = <T,>(path: string, set: (value: T) => void) => (value: T) => {
    set(value)
    form.edited(path)
  }

  if (sent) return <Sent what="signUp" to={email} send={send} onChange={() => setSent(false)} />
  return (
    <Sheet
      wide
      title={t('signUp.title')}
      lead={t('signUp.lead')}
      foot={
        <>
          {t('signUp.known')} <a href="/login" className={linkClass}>{t('signUp.signIn')}</a>
        </>
      }
    >
      <form {...form.form} className="grid gap-4">
        <Parts value={does} onChange={change('/company/parts', setDoes)} error={form.error('/company/parts')} />
        <div className="grid gap-4 tablet:grid-cols-2">
          <Field label={t('signUp.company')} hint={t('signUp.companyHint')} error={form.error('/company/name')}>
            <Input name="organization" autoComplete="organization" value={company} onChange={(e) => change('/company/name', setCompany)(e.target.value)} />
          </Field>
          <Field label={t('signUp.country')} error={form.error('/company/country')}>
            <Country value={country} onChange={change('/company/country', setCountry)} />
          </Field>
          <Field label={t('name')} error={form.error('/name')}>
            <Input name="name" autoComplete="name" value={name} onChange={(e) => change('/name', setName)(e.target.value)} />
          </Field>
          <Field label={t('email')} hint={t('signUp.emailHint')} error={form.error('/email')}>
            <Input
              type="email"
              name="email"
              autoComplete="email"
              autoCapitalize="none"
              spellCheck={false}
              value={email}
              onChange={(e) => change('/email', setEmail)(e.target.value)}
            />
          </Field>
        </div>
        <FormFoot form={form}>{t('signUp.submit')}</FormFoot>
      </form>
    </Sheet>
  )
}
