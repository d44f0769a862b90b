import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { api } from '../../../lib/api'
import { dayOf, deviceZone } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { toProblem } from '../../../lib/problem'
import { queryClient } from '../../../lib/query'
import { companyQuery, versioned, type Versioned } from '../../../shell/company'
import { mayOf, useCompanySeat, type Part, type Seat } from '../../../shell/session'
import { useUnsaved } from '../../../shell/unsaved'
import { Button } from '../../../ui/Button'
import { Checkbox } from '../../../ui/Choice'
import { CopyField } from '../../../ui/CopyField'
import { ConfirmDialog } from '../../../ui/lazy'
import { Field, Input, TextArea } from '../../../ui/Field'
import { PageHeader, Section } from '../../../ui/Page'
import { ErrorState, Skeleton } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { given } from '../check'
import { Country } from '../Country'
import { countryItem } from '../countries'
import { Refused } from '../FormFoot'
import { useForm } from '../useForm'
import { Logo } from './Logo'
import { changed, draftOf, patchOf, type Draft } from './merge'

const Conflict = lazy(() => import('./Conflict').then((m) => ({ default: m.Conflict })))

const partNames = ['buyer', 'supplier', 'brand'] as const

/** Keeps what the hub answered, so that every page shows it at once. */
function keep(company: string, now: Versioned) {
  queryClient.setQueryData(companyQuery(company).queryKey, now)
  void queryClient.invalidateQueries({ queryKey: ['session'] })
}

function Parts({ held, value, onChange }: { held: readonly Part[]; value: readonly Part[]; onChange: (parts: Part[]) => void }) {
  const t = useTranslations()
  return (
    <fieldset className="min-w-0">
      <legend className="font-strong">{t('company.parts')}</legend>
      <div className="flex flex-wrap gap-x-5">
        {partNames.map((p) => (
          <Checkbox key={p} checked={value.includes(p)} disabled={held.includes(p)} onChange={(on) => onChange(on ? [...value, p] : value.filter((x) => x !== p))}>
            {t(`shell.part.${p}`)}
          </Checkbox>
        ))}
      </div>
      <p className="text-small text-ink2">{t('company.partsHint')}</p>
    </fieldset>
  )
}

/**
 * Holds what was read when editing began, beside what is typed. What others save meanwhile is taken over while nothing is typed; else it
 * is asked about when saving.
 */
function useDraft(now: Versioned) {
  const [base, setBase] = useState(now)
  const [draft, setDraft] = useState(() => draftOf(now.company))
  const dirty = changed(draftOf(base.company), draft).length > 0
  if (!dirty && base.etag !== now.etag) {
    setBase(now)
    setDraft(draftOf(now.company))
  }
  const start = (from: Versioned, typed = draftOf(from.company)) => {
    setBase(from)
    setDraft(typed)
  }
  return { base, draft, dirty, set: (change: Partial<Draft>) => setDraft((d) => ({ ...d, ...change })), start }
}

function File({ seat, now }: { seat: Seat; now: Versioned }) {
  const t = useTranslations()
  const id = seat.company.id
  const { base, draft, dirty, set, start } = useDraft(now)
  const [theirs, setTheirs] = useState<Versioned | null>(null)
  const blocker = useUnsaved(dirty)

  async function save(from: Versioned, typed: Draft): Promise<void> {
    const body = patchOf(draftOf(from.company), typed)
    if (Object.keys(body).length === 0) {
      setTheirs(null)
      return start(from)
    }
    try {
      const saved = await versioned(api.PATCH('/api/companies/{company}', { params: { path: { company: id }, header: { 'If-Match': from.etag } }, body }))
      keep(id, saved)
      start(saved)
      setTheirs(null)
      toast(t('company.saved'))
    } catch (error) {
      if (toProblem(error).status !== 412) throw error
      const latest = await queryClient.fetchQuery({ ...companyQuery(id), staleTime: 0 })
      // A new logo moves the version as well; about that there is nothing to ask.
      if (changed(draftOf(from.company), draftOf(latest.company)).length === 0) await save(latest, typed)
      else setTheirs(latest)
    }
  }

  const form = useForm(
    { '/name': given(draft.name), '/country': given(draft.country), '/address': null, '/phone': null, '/website': null, '/parts': null },
    () => save(base, draft),
  )
  const input = (field: 'name' | 'address' | 'phone' | 'website') => ({
    name: field,
    value: draft[field],
    onChange: (e: { target: { value: string } }) => {
      set({ [field]: e.target.value })
      form.edited(`/${field}`)
    },
  })
  return (
    <>
      <form {...form.form} className="grid gap-4">
        <Field label={t('company.name')} error={form.error('/name')}>
          <Input {...input('name')} autoComplete="organization" maxLength={200} />
        </Field>
        <Field label={t('company.country')} error={form.error('/country')}>
          <Country value={draft.country} onChange={(country) => set({ country })} />
        </Field>
        <div id="address">
          <Field label={t('company.address')} required={false} error={form.error('/address')}>
            <TextArea {...input('address')} autoComplete="street-address" maxLength={500} rows={2} />
          </Field>
        </div>
        <div className="grid gap-4 tablet:grid-cols-2">
          <Field label={t('company.phone')} required={false} hint={t('company.phoneHint')} error={form.error('/phone')}>
            <Input {...input('phone')} type="tel" autoComplete="tel" maxLength={32} />
          </Field>
          <Field label={t('company.website')} required={false} error={form.error('/website')}>
            <Input {...input('website')} inputMode="url" autoCapitalize="none" spellCheck={false} maxLength={300} />
          </Field>
        </div>
        {!base.company.parts.includes('operator') && <Parts held={base.company.parts} value={draft.parts} onChange={(parts) => set({ parts })} />}
        <Refused form={form} />
        <div className="flex items-center justify-end gap-3 max-tablet:flex-col-reverse max-tablet:items-stretch">
          <p role="status" className="text-small text-ink2">
            {form.count > 0 ? <span className="text-bad">{t('identity.form.wrong', { count: form.count })}</span> : dirty && t('company.unsaved')}
          </p>
          {dirty && (
            <Button onClick={() => start(now)} disabled={form.busy}>
              {t('company.discard')}
            </Button>
          )}
          <Button type="submit" kind="primary" busy={form.busy} disabled={!dirty}>
            {t('company.save')}
          </Button>
        </div>
      </form>
      <Suspense>
        {theirs && (
          <Conflict
            company={id}
            base={draftOf(base.company)}
            mine={draft}
            theirs={draftOf(theirs.company)}
            canSeeWho={seat.permissions.includes('audit.read')}
            onClose={() => setTheirs(null)}
            onSave={async (both) => {
              await save(theirs, both)
            }}
            onDrop={() => {
              start(theirs)
              setTheirs(null)
            }}
          />
        )}
      </Suspense>
      <ConfirmDialog
        open={blocker.status === 'blocked'}
        onClose={() => blocker.reset?.()}
        title={t('shell.leave.title')}
        description={t('shell.leave.text')}
        action={t('shell.leave.action')}
        onConfirm={() => blocker.proceed?.()}
      />
    </>
  )
}

function Line({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div className="flex gap-4 py-2 max-tablet:flex-col max-tablet:gap-0">
      <dt className="w-40 flex-none text-ink2">{title}</dt>
      <dd className="min-w-0 wrap-anywhere whitespace-pre-line">{children}</dd>
    </div>
  )
}

function Facts({ now }: { now: Versioned }) {
  const t = useTranslations()
  const lang = useLocale()
  const c = now.company
  const none = <span className="text-ink2">{t('company.none')}</span>
  return (
    <dl className="-my-2 divide-y divide-line">
      <Line title={t('company.name')}>{c.name}</Line>
      <Line title={t('company.country')}>{countryItem(lang, c.country).label}</Line>
      <Line title={t('company.address')}>{c.address || none}</Line>
      <Line title={t('company.phone')}>{c.phone || none}</Line>
      <Line title={t('company.website')}>{c.website || none}</Line>
      <Line title={t('company.parts')}>{c.parts.map((p) => t(`shell.part.${p}`)).join(t('shell.comma'))}</Line>
    </dl>
  )
}

/** What partners see of the company. */
export function Page() {
  const t = useTranslations('company')
  const seat = useCompanySeat()
  const id = seat.company.id
  const { data, error, refetch } = useQuery(companyQuery(id))
  const may = seat.permissions.includes('identity.company.write')
  const logo = mayOf(seat, 'identity.company.write')
  return (
    <>
      <PageHeader title={t('title')} note={seat.company.name} />
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !data && <Skeleton lines={8} />}
      {data && (
        <div className="grid max-w-6xl items-start gap-4 p-4 max-tablet:px-0 desktop:grid-cols-[minmax(0,1fr)_20rem]">
          <Section title={t('file')} note={t('fileNote')} className="max-tablet:rounded-none max-tablet:border-x-0">
            {may ? <File key={id} seat={seat} now={data} /> : <Facts now={data} />}
          </Section>
          <div className="grid gap-4">
            <Section title={t('logo')} className="max-tablet:rounded-none max-tablet:border-x-0">
              <Logo company={data.company} writable={logo.shown && !logo.disabled} onChange={(now) => keep(id, now)} />
            </Section>
            <Section title={t('id')} className="max-tablet:rounded-none max-tablet:border-x-0">
              <div className="grid gap-2">
                <CopyField value={id} label={t('id')} />
                <p className="text-small text-ink2">{t('since', { day: dayOf(data.company.created_at, deviceZone) })}</p>
              </div>
            </Section>
          </div>
        </div>
      )}
    </>
  )
}
