import { useState, type ReactNode } from 'react'
import { api, ok } from '../../../lib/api'
import { useTranslations } from '../../../lib/i18n'
import type { Lang } from '../../../lib/prefs'
import { toProblem, useProblemText } from '../../../lib/problem'
import { queryClient } from '../../../lib/query'
import { changeLanguage } from '../../../shell/language'
import { sessionQuery, useSession, type Session } from '../../../shell/session'
import { useUnsaved } from '../../../shell/unsaved'
import { Button } from '../../../ui/Button'
import { ConfirmDialog } from '../../../ui/lazy'
import { Field, Input } from '../../../ui/Field'
import { PageHeader, Section } from '../../../ui/Page'
import { Segmented } from '../../../ui/Segmented'
import { toast } from '../../../ui/Toast'
import { freshPassword, given } from '../check'
import { Refused } from '../FormFoot'
import { PasswordField } from '../PasswordField'
import { useForm } from '../useForm'

type Person = Session['person']

function keep(person: Person) {
  queryClient.setQueryData(sessionQuery.queryKey, (old) => old && { ...old, person })
}

const Foot = ({ children }: { children: ReactNode }) => <div className="flex justify-end gap-2 max-tablet:flex-col">{children}</div>

function Name({ person }: { person: Person }) {
  const t = useTranslations('account')
  const [name, setName] = useState(person.name)
  const dirty = name.trim() !== person.name
  const blocker = useUnsaved(dirty)
  const form = useForm({ '/name': given(name) }, async () => {
    keep(await ok(api.PATCH('/api/me', { body: { name: name.trim() } })))
    toast(t('saved'))
  })
  return (
    <>
      <form {...form.form} className="grid gap-3">
        <Field label={t('name')} hint={t('nameHint')} error={form.error('/name')}>
          <Input
            name="name"
            autoComplete="name"
            maxLength={100}
            value={name}
            onChange={(e) => {
              setName(e.target.value)
              form.edited('/name')
            }}
          />
        </Field>
        <Refused form={form} />
        <Foot>
          <Button type="submit" busy={form.busy} disabled={!dirty}>
            {t('save')}
          </Button>
        </Foot>
      </form>
      <Leave blocker={blocker} />
    </>
  )
}

function Leave({ blocker }: { blocker: ReturnType<typeof useUnsaved> }) {
  const t = useTranslations('shell.leave')
  return (
    <ConfirmDialog open={blocker.status === 'blocked'} onClose={() => blocker.reset?.()} title={t('title')} description={t('text')} action={t('action')} onConfirm={() => blocker.proceed?.()} />
  )
}

/** The language of the pages changes at once; mails follow it. */
function Language({ person }: { person: Person }) {
  const t = useTranslations('account')
  const { text } = useProblemText()
  const choose = async (locale: Lang) => {
    await changeLanguage(locale)
    keep({ ...person, locale })
    try {
      keep(await ok(api.PATCH('/api/me', { body: { locale } })))
    } catch (error) {
      keep(person)
      toast(text(toProblem(error)))
    }
  }
  return (
    <div className="grid justify-items-start gap-1">
      <span className="font-strong">{t('language')}</span>
      <Segmented
        label={t('language')}
        value={person.locale}
        onChange={(l) => void choose(l)}
        options={[
          { value: 'zh-CN', label: '中文' },
          { value: 'en', label: 'English' },
        ]}
      />
      <p className="text-small text-ink2">{t('languageHint')}</p>
    </div>
  )
}

function PhoneCode({ phone, onDone, onBack }: { phone: string; onDone: () => void; onBack: () => void }) {
  const t = useTranslations('account')
  const [code, setCode] = useState('')
  const plain = code.normalize('NFKC').replace(/\D/g, '')
  const form = useForm({ '/code': plain.length === 6 ? null : 'code', '/phone': null }, async () => {
    keep(await ok(api.POST('/api/me/phone/confirm', { body: { phone, code: plain } })))
    toast(t('phoneConfirmed'))
    onDone()
  })
  return (
    <form {...form.form} className="grid gap-3">
      <Field label={t('code')} hint={t('codeHint', { phone })} error={form.error('/code') ?? form.error('/phone')}>
        <Input
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={12}
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          value={code}
          onChange={(e) => {
            setCode(e.target.value)
            form.edited('/code')
          }}
          className="num max-w-40 tracking-widest"
        />
      </Field>
      <Refused form={form} />
      <Foot>
        <Button onClick={onBack}>{t('otherNumber')}</Button>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('confirm')}
        </Button>
      </Foot>
    </form>
  )
}

function PhoneAdd({ onSent, onBack, first }: { onSent: (phone: string) => void; onBack?: () => void; first: string }) {
  const t = useTranslations('account')
  const [phone, setPhone] = useState(first)
  const form = useForm({ '/phone': given(phone) }, async () => {
    const plain = phone.normalize('NFKC').trim()
    await api.POST('/api/me/phone', { body: { phone: plain } })
    onSent(plain)
  })
  return (
    <form {...form.form} className="grid gap-3">
      <Field label={t('phone')} hint={t('phoneHint')} error={form.error('/phone')}>
        <Input
          type="tel"
          name="phone"
          autoComplete="tel"
          maxLength={32}
          value={phone}
          onChange={(e) => {
            setPhone(e.target.value)
            form.edited('/phone')
          }}
        />
      </Field>
      <Refused form={form} />
      <Foot>
        {onBack && <Button onClick={onBack}>{t('cancel')}</Button>}
        <Button type="submit" busy={form.busy}>
          {t('sendCode')}
        </Button>
      </Foot>
    </form>
  )
}

/** A number is the person's own once its code came back. */
function Phone({ person }: { person: Person }) {
  const t = useTranslations('account')
  const [step, setStep] = useState<'rest' | 'add' | 'code'>('rest')
  const [phone, setPhone] = useState('')
  const [asking, setAsking] = useState(false)
  if (step === 'code') return <PhoneCode phone={phone} onDone={() => setStep('rest')} onBack={() => setStep('add')} />
  if (step === 'add' || !person.phone) {
    return (
      <PhoneAdd
        first={phone}
        onBack={person.phone ? () => setStep('rest') : undefined}
        onSent={(p) => {
          setPhone(p)
          setStep('code')
        }}
      />
    )
  }
  return (
    <div className="flex flex-wrap items-center gap-3">
      <span className="num mr-auto text-lead">{person.phone}</span>
      <Button onClick={() => setStep('add')}>{t('change')}</Button>
      <Button kind="quiet" className="text-bad!" onClick={() => setAsking(true)}>
        {t('remove')}
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('removePhone')}
        description={t('removePhoneText', { email: person.email })}
        action={t('remove')}
        onConfirm={async () => {
          await api.DELETE('/api/me/phone')
          keep({ ...person, phone: undefined })
          setPhone('')
          toast(t('phoneRemoved'))
        }}
      />
    </div>
  )
}

function Password() {
  const t = useTranslations('account')
  const [current, setCurrent] = useState('')
  const [fresh, setFresh] = useState('')
  const form = useForm({ '/current': current ? null : 'required', '/new': freshPassword(fresh) }, async () => {
    await api.PUT('/api/password', { body: { current, new: fresh } })
    setCurrent('')
    setFresh('')
    void queryClient.invalidateQueries({ queryKey: ['sessions'] })
    toast(t('passwordChanged'))
  })
  return (
    <form {...form.form} className="grid gap-4">
      <PasswordField
        value={current}
        error={form.error('/current')}
        onChange={(v) => {
          setCurrent(v)
          form.edited('/current')
        }}
      />
      <PasswordField
        fresh
        value={fresh}
        error={form.error('/new')}
        onChange={(v) => {
          setFresh(v)
          form.edited('/new')
        }}
      />
      <Refused form={form} />
      <Foot>
        <Button type="submit" busy={form.busy}>
          {t('changePassword')}
        </Button>
      </Foot>
    </form>
  )
}

/** The person: one account for all companies. */
export function Page() {
  const t = useTranslations('account')
  const { person } = useSession()
  return (
    <>
      <PageHeader title={t('title')} note={person.email} />
      <div className="grid max-w-5xl items-start gap-4 p-4 max-tablet:px-0 desktop:grid-cols-2 [&_section]:max-tablet:rounded-none [&_section]:max-tablet:border-x-0">
        <Section title={t('person')}>
          <div className="grid gap-5">
            <Name key={person.name} person={person} />
            <Language person={person} />
          </div>
        </Section>
        <div className="contents desktop:grid desktop:gap-4">
          <Section title={t('phoneTitle')}>
            <div id="phone">
              <Phone person={person} />
            </div>
          </Section>
          <Section title={t('password')} note={t('passwordNote')}>
            <Password />
          </Section>
        </div>
      </div>
    </>
  )
}
