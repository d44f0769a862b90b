import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../lib/api'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { toProblem } from '../../../lib/problem'
import { queryClient } from '../../../lib/query'
import { mayOf, useCompanySeat, type Seat } from '../../../shell/session'
import { useUnsaved } from '../../../shell/unsaved'
import { Button } from '../../../ui/Button'
import { Checkbox, Switch } from '../../../ui/Choice'
import { Field, Input, TextArea } from '../../../ui/Field'
import { ConfirmDialog } from '../../../ui/lazy'
import { StatusDot } from '../../../ui/Marks'
import { PageHeader, Section } from '../../../ui/Page'
import { ErrorState, Skeleton } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { given } from '../../identity/check'
import { Refused } from '../../identity/FormFoot'
import { useForm } from '../../identity/useForm'
import { RegionsPick } from '../RegionsPick'
import { askAgain, held, profileQuery, type Held, type Profile, type ProfileDraft } from '../supplierQueries'
import { trades, useTradingWords } from '../words'
import { Asks } from './Asks'
import { merge, sameProfile } from './merge'
import { ProfileCard } from './ProfileCard'

const languages = ['zh', 'en', 'de', 'es', 'fr', 'it', 'ja', 'ko', 'pt', 'ru', 'vi'] as const

function Form({ seat, now }: { seat: Seat; now: Held<Profile> }) {
  const t = useTranslations()
  const lang = useLocale()
  const words = useTradingWords()
  const company = seat.company.id
  const startOf = (from: Held<Profile>): ProfileDraft => from.value.profile
  const [base, setBase] = useState(now)
  const [draft, setDraft] = useState<ProfileDraft>(() => startOf(now))
  const [theirs, setTheirs] = useState<Held<Profile> | null>(null)
  const dirty = !sameProfile(startOf(base), draft)
  const blocker = useUnsaved(dirty)
  if (!dirty && base.etag !== now.etag) {
    setBase(now)
    setDraft(startOf(now))
  }
  const set = (change: Partial<ProfileDraft>) => setDraft((d) => ({ ...d, ...change }))
  const start = (from: Held<Profile>) => {
    setBase(from)
    setDraft(startOf(from))
    setTheirs(null)
  }
  const put = async (from: Held<Profile>, body: ProfileDraft) => {
    const saved = await held<Profile>(api.PUT('/api/companies/{company}/profile', { params: { path: { company }, header: { 'If-Match': from.etag } }, body }))
    queryClient.setQueryData(profileQuery(company).queryKey, saved)
    void askAgain(company)
    return saved
  }
  const save = async (from: Held<Profile>, body: ProfileDraft) => {
    try {
      start(await put(from, body))
      toast(t('profile.saved'))
    } catch (error) {
      if (toProblem(error).status !== 412) throw error
      const latest = await queryClient.fetchQuery({ ...profileQuery(company), staleTime: 0 })
      const both = merge(startOf(base), draft, startOf(latest))
      // Where nobody changed the same, both changes go together.
      if (!both) return setTheirs(latest)
      start(await put(latest, both))
      toast(t('profile.saved'))
    }
  }
  const clean = { ...draft, name: draft.name.trim() }
  const form = useForm({ '/name': given(draft.name), '/summary': null, '/website': null, '/contact/email': null, '/contact/phone': null, '/terms_summary': null, '/minimum_order': null }, () => save(theirs ?? base, clean))
  const input = (field: 'name' | 'summary' | 'terms_summary' | 'minimum_order' | 'website') => ({
    value: draft[field] ?? '',
    onChange: (e: { target: { value: string } }) => {
      set({ [field]: e.target.value })
      form.edited(`/${field}`)
    },
  })
  const contact = (field: 'name' | 'email' | 'phone') => ({
    value: draft.contact?.[field] ?? '',
    onChange: (e: { target: { value: string } }) => {
      set({ contact: { ...draft.contact, [field]: e.target.value } })
      form.edited(`/contact/${field}`)
    },
  })
  const write = mayOf(seat, 'trading.profile.write')
  // The two switches act at once: nobody looks for a save button under a switch. What else is typed stays typed.
  const flip = async (change: { listed?: boolean; accepting?: boolean }) => {
    try {
      const saved = await put(base, { ...startOf(base), ...change })
      setBase(saved)
      set(change)
      const back = Object.fromEntries(Object.entries(change).map(([k, v]) => [k, !v]))
      toast(t(change.listed !== undefined ? (change.listed ? 'profile.isListed' : 'profile.isUnlisted') : change.accepting ? 'profile.isAccepting' : 'profile.isClosed'), () => {
        void put(saved, { ...startOf(saved), ...back }).then((again) => {
          setBase(again)
          set(back)
        }, () => askAgain(company))
      })
    } catch (error) {
      if (toProblem(error).status !== 412) throw error
      await askAgain(company)
    }
  }
  return (
    <div className="grid items-start gap-4 p-4 max-tablet:px-0 desktop:grid-cols-[minmax(0,1fr)_24rem]">
      <form {...form.form} className="grid min-w-0 gap-4">
        <fieldset disabled={!write.shown || write.disabled} className="grid min-w-0 gap-4">
          <legend className="sr-only">{t('profile.title')}</legend>
          {theirs && (
            <div role="alert" className="grid gap-3 rounded-control border border-warn bg-warn-bg p-3">
              <p className="font-strong text-warn">{t('profile.theirs')}</p>
              <ProfileCard profile={startOf(theirs)} />
              <span className="flex flex-wrap gap-2">
                <Button onClick={() => start(theirs)}>{t('profile.take')}</Button>
              </span>
            </div>
          )}
          <Section title={t('profile.about')} className="max-tablet:rounded-none max-tablet:border-x-0">
            <div className="grid gap-4">
              <Field label={t('profile.name')} error={form.error('/name')}>
                <Input {...input('name')} maxLength={200} autoComplete="organization" />
              </Field>
              <Field label={t('profile.summary')} required={false} hint={t('profile.summaryHint')} error={form.error('/summary')}>
                <TextArea {...input('summary')} rows={4} maxLength={2000} />
              </Field>
              <details>
                <summary className="min-h-control cursor-pointer py-1.5 font-strong">{t('profile.trades', { count: draft.trades?.length ?? 0 })}</summary>
                <div className="grid gap-x-4 tablet:grid-cols-2 desktop:grid-cols-3">
                  {trades.map((trade) => (
                    <Checkbox key={trade} checked={draft.trades?.includes(trade) ?? false} onChange={(on) => set({ trades: on ? [...(draft.trades ?? []), trade] : draft.trades?.filter((x) => x !== trade) })}>
                      {words.trade(trade)}
                    </Checkbox>
                  ))}
                </div>
              </details>
              <RegionsPick label={t('profile.territory')} hint={t('profile.territoryHint')} value={draft.regions ?? []} onChange={(regions) => set({ regions })} />
            </div>
          </Section>
          <Section title={t('profile.business')} className="max-tablet:rounded-none max-tablet:border-x-0">
            <div className="grid gap-4">
              <Field label={t('profile.terms')} required={false} hint={t('profile.termsHint')} error={form.error('/terms_summary')}>
                <TextArea {...input('terms_summary')} rows={2} maxLength={1000} />
              </Field>
              <div className="grid gap-4 tablet:grid-cols-2">
                <Field label={t('profile.minimum')} required={false} error={form.error('/minimum_order')}>
                  <Input {...input('minimum_order')} maxLength={200} />
                </Field>
                <Field label={t('profile.website')} required={false} error={form.error('/website')}>
                  <Input {...input('website')} maxLength={300} inputMode="url" autoCapitalize="none" spellCheck={false} />
                </Field>
                <Field label={t('profile.contactName')} required={false}>
                  <Input {...contact('name')} maxLength={100} />
                </Field>
                <Field label={t('profile.contactPhone')} required={false} error={form.error('/contact/phone')}>
                  <Input {...contact('phone')} type="tel" maxLength={32} />
                </Field>
                <Field label={t('profile.contactEmail')} required={false} error={form.error('/contact/email')}>
                  <Input {...contact('email')} type="email" maxLength={254} autoCapitalize="none" spellCheck={false} />
                </Field>
              </div>
              <fieldset className="min-w-0">
                <legend className="font-strong">{t('profile.languages')}</legend>
                <div className="flex flex-wrap gap-x-5">
                  {languages.map((code) => (
                    <Checkbox key={code} checked={draft.languages?.includes(code) ?? false} onChange={(on) => set({ languages: on ? [...(draft.languages ?? []), code] : draft.languages?.filter((x) => x !== code) })}>
                      {new Intl.DisplayNames(lang, { type: 'language' }).of(code)}
                    </Checkbox>
                  ))}
                </div>
              </fieldset>
            </div>
          </Section>
          <Section title={t('profile.asks')} note={t('profile.asksNote')} className="max-tablet:rounded-none max-tablet:border-x-0">
            <Asks value={draft.asks ?? []} onChange={(asks) => set({ asks })} />
          </Section>
        </fieldset>
        {write.shown && (
          <div className="grid gap-3 max-tablet:px-4">
            <Refused form={form} />
            <div className="flex items-center justify-end gap-3 max-tablet:flex-col-reverse max-tablet:items-stretch">
              <p role="status" className="text-small text-ink2">
                {form.count > 0 ? <span className="text-bad">{t('identity.form.wrong', { count: form.count })}</span> : dirty && t('profile.unsaved')}
              </p>
              {dirty && (
                <Button onClick={() => start(now)} disabled={form.busy}>
                  {t('profile.discard')}
                </Button>
              )}
              <Button type="submit" kind="primary" busy={form.busy} disabled={!dirty || write.disabled}>
                {theirs ? t('profile.saveAnyway') : t('profile.save')}
              </Button>
            </div>
          </div>
        )}
      </form>
      <div className="grid min-w-0 gap-4 desktop:sticky desktop:top-18">
        <Section title={t('profile.directory')} className="max-tablet:rounded-none max-tablet:border-x-0">
          <div className="grid gap-2 justify-items-start">
            <StatusDot kind={draft.listed ? 'done' : 'off'}>{draft.listed ? t('profile.listed') : t('profile.unlisted')}</StatusDot>
            <Switch checked={draft.listed} disabled={!write.shown || write.disabled || !draft.name.trim()} onChange={(listed) => void flip({ listed })} hint={t('profile.listHint')}>
              {t('profile.list')}
            </Switch>
            <Switch checked={draft.accepting} disabled={!write.shown || write.disabled || !draft.name.trim()} onChange={(accepting) => void flip({ accepting })} hint={t('profile.acceptHint')}>
              {t('profile.accept')}
            </Switch>
          </div>
        </Section>
        <Section title={t('profile.seen')} className="max-tablet:rounded-none max-tablet:border-x-0">
          <ProfileCard profile={draft} />
        </Section>
      </div>
      <ConfirmDialog open={blocker.status === 'blocked'} onClose={() => blocker.reset?.()} title={t('shell.leave.title')} description={t('shell.leave.text')} action={t('shell.leave.action')} onConfirm={() => blocker.proceed?.()} />
    </div>
  )
}

/** What buyers read of the supplier, and what an application must have. */
export function Page() {
  const t = useTranslations('profile')
  const seat = useCompanySeat()
  const { data, error, refetch } = useQuery(profileQuery(seat.company.id))
  return (
    <>
      <PageHeader title={t('title')} note={seat.company.name} />
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !data && <Skeleton lines={8} />}
      {data && <Form key={seat.company.id} seat={seat} now={data} />}
    </>
  )
}
