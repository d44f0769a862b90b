import { useQuery } from '@tanstack/react-query'
import { ArchiveRestore, MapPin, Plus } from 'lucide-react'
import { useState } from 'react'
import type { components } from '../../../api/trading.gen'
import { api, ok } from '../../../lib/api'
import { useTranslations } from '../../../lib/i18n'
import { queryClient } from '../../../lib/query'
import { useDeed } from '../../../lib/useDeed'
import { given } from '../../identity/check'
import { Country } from '../../identity/Country'
import { Refused } from '../../identity/FormFoot'
import { useForm } from '../../identity/useForm'
import { Button } from '../../../ui/Button'
import { Checkbox } from '../../../ui/Choice'
import { Field, Input } from '../../../ui/Field'
import { ConfirmDialog, Dialog } from '../../../ui/lazy'
import { Select } from '../../../ui/Select'
import { ErrorState, Refusal, Skeleton } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { Address } from '../Address'
import { Tag } from '../Tag'

type Site = components['schemas']['Site']
type SiteDraft = components['schemas']['SiteDraft']

export const siteKinds = ['delivery', 'billing', 'head_office', 'branch'] as const
const texts = ['name', 'street', 'city', 'region', 'postcode', 'contact', 'phone', 'opening'] as const

const again = (company: string) => queryClient.invalidateQueries({ queryKey: ['trading', company] })

const trimmed = (d: SiteDraft): SiteDraft => {
  const out: SiteDraft = { ...d }
  for (const field of texts) {
    const text = d[field]?.trim()
    if (text || field === 'name' || field === 'street' || field === 'city') out[field] = text ?? ''
    else delete out[field]
  }
  return out
}

/** A site new or changed. Kept open, with everything typed, until the hub has taken it. */
function EditSite({ company, site, first, onClose }: { company: string; site: Site | null; first: SiteDraft; onClose: () => void }) {
  const t = useTranslations('file.site')
  const ui = useTranslations('ui')
  const [draft, setDraft] = useState<SiteDraft>(site?.site ?? first)
  const form = useForm(
    { '/name': given(draft.name), '/street': given(draft.street), '/city': given(draft.city), '/country': given(draft.country), '/region': null, '/postcode': null, '/contact': null, '/phone': null, '/opening': null },
    async () => {
      const body = trimmed(draft)
      if (site) await api.PUT('/api/companies/{company}/sites/{site}', { params: { path: { company, site: site.id }, header: { 'If-Match': `"${site.version}"` } }, body })
      else await api.POST('/api/companies/{company}/sites', { params: { path: { company } }, body })
      await again(company)
      toast(t('saved', { name: body.name }))
      onClose()
    },
  )
  const text = (field: (typeof texts)[number]) => ({
    name: field,
    value: draft[field] ?? '',
    onChange: (e: { target: { value: string } }) => {
      setDraft((d) => ({ ...d, [field]: e.target.value }))
      form.edited(`/${field}`)
    },
  })
  return (
    <Dialog
      open
      place="side"
      onClose={onClose}
      title={site ? t('edit', { name: site.site.name }) : t('add')}
      actions={
        <>
          <Button onClick={onClose}>{ui('cancel')}</Button>
          <Button kind="primary" type="submit" form="site" busy={form.busy}>
            {t('save')}
          </Button>
        </>
      }
    >
      <form {...form.form} id="site" className="grid gap-4">
        <Field label={t('kind')}>
          <Select value={draft.kind} onChange={(kind) => setDraft((d) => ({ ...d, kind }))} options={siteKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))} />
        </Field>
        <Field label={t('name')} hint={t('nameHint')} error={form.error('/name')}>
          <Input {...text('name')} maxLength={100} />
        </Field>
        <Field label={t('country')} error={form.error('/country')}>
          <Country
            value={draft.country}
            onChange={(country) => {
              setDraft((d) => ({ ...d, country }))
              form.edited('/country')
            }}
          />
        </Field>
        <div className="grid gap-4 tablet:grid-cols-2">
          <Field label={t('region')} required={false} error={form.error('/region')}>
            <Input {...text('region')} autoComplete="address-level1" maxLength={100} />
          </Field>
          <Field label={t('city')} error={form.error('/city')}>
            <Input {...text('city')} autoComplete="address-level2" maxLength={100} />
          </Field>
        </div>
        <Field label={t('street')} error={form.error('/street')}>
          <Input {...text('street')} autoComplete="street-address" maxLength={300} />
        </Field>
        <div className="grid gap-4 tablet:grid-cols-2">
          <Field label={t('postcode')} required={false} error={form.error('/postcode')}>
            <Input {...text('postcode')} autoComplete="postal-code" maxLength={20} className="num" />
          </Field>
          <Field label={t('opening')} required={false} hint={t('openingHint')} error={form.error('/opening')}>
            <Input {...text('opening')} maxLength={200} />
          </Field>
          <Field label={t('contact')} required={false} error={form.error('/contact')}>
            <Input {...text('contact')} autoComplete="off" maxLength={100} />
          </Field>
          <Field label={t('phone')} required={false} error={form.error('/phone')}>
            <Input {...text('phone')} type="tel" autoComplete="off" maxLength={32} />
          </Field>
        </div>
        <Checkbox checked={draft.is_default ?? false} onChange={(is_default) => setDraft((d) => ({ ...d, is_default }))} hint={t('defaultHint')}>
          {t('default')}
        </Checkbox>
        <Refused form={form} />
      </form>
    </Dialog>
  )
}

/** Where the company is, takes goods and gets its bills. */
export function Sites({ company, country, writable }: { company: string; country: string; writable: boolean }) {
  const t = useTranslations('file.site')
  const list = useQuery({
    queryKey: ['trading', company, 'sites'],
    queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/sites', { params: { path: { company }, query: { archived: true } }, signal })),
  })
  const { busy, problem, run } = useDeed()
  const [edit, setEdit] = useState<Site | 'new' | null>(null)
  const [archive, setArchive] = useState<Site | null>(null)
  if (list.isError && !list.data) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <Skeleton lines={3} className="p-0" />
  const items = list.data.items.filter((s) => !s.archived_at)
  const archived = list.data.items.filter((s) => s.archived_at)
  const restore = ({ id, site }: Site) =>
    run(async () => {
      await api.POST('/api/companies/{company}/sites/{site}/restoration', { params: { path: { company, site: id } } })
      await again(company)
      toast(t('restored', { name: site.name }))
    })
  return (
    <div className="grid gap-3">
      {items.length === 0 && <p className="text-ink2">{t('none')}</p>}
      {items.length > 0 && (
        <ul aria-label={t('title')} className="grid gap-3 tablet:grid-cols-2">
          {items.map((s) => (
            <li key={s.id} className="grid content-start gap-1 rounded-card border border-line p-3">
              <span className="flex flex-wrap items-center gap-2">
                <MapPin aria-hidden className="text-ink2" />
                <span className="min-w-0 font-strong wrap-anywhere">{s.site.name}</span>
                <Tag>{t(`kinds.${s.site.kind}`)}</Tag>
                {s.site.is_default && <Tag>{t('isDefault')}</Tag>}
              </span>
              <Address site={s.site} />
              {writable && (
                <span className="-mx-3 -mb-2 flex gap-1">
                  <Button kind="quiet" aria-label={t('edit', { name: s.site.name })} onClick={() => setEdit(s)}>
                    {t('change')}
                  </Button>
                  <Button kind="quiet" className="text-bad!" aria-label={t('archiveOf', { name: s.site.name })} onClick={() => setArchive(s)}>
                    {t('archive')}
                  </Button>
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      {writable && (
        <Button icon={<Plus aria-hidden />} onClick={() => setEdit('new')} className="justify-self-start">
          {t('add')}
        </Button>
      )}
      {archived.length > 0 && (
        <details>
          <summary className="min-h-control cursor-pointer py-2 text-ink2">{t('archived', { count: archived.length })}</summary>
          <Refusal problem={problem} />
          <ul className="divide-y divide-line">
            {archived.map((s) => (
              <li key={s.id} className="flex items-center gap-2 py-1">
                <span className="grid min-w-0 flex-1 wrap-anywhere">
                  {s.site.name}
                  <Address site={s.site} />
                </span>
                {writable && (
                  <Button kind="quiet" busy={busy} icon={<ArchiveRestore aria-hidden />} aria-label={t('restoreOf', { name: s.site.name })} onClick={() => void restore(s)}>
                    {t('restore')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
      {edit && (
        <EditSite
          company={company}
          site={edit === 'new' ? null : edit}
          first={{ name: '', kind: 'delivery', country, city: '', street: '', is_default: !items.some((s) => s.site.kind === 'delivery') }}
          onClose={() => setEdit(null)}
        />
      )}
      {archive && (
        <ConfirmDialog
          open
          onClose={() => setArchive(null)}
          title={t('archiveTitle', { name: archive.site.name })}
          description={t('archiveText')}
          action={t('archive')}
          onConfirm={async () => {
            await api.DELETE('/api/companies/{company}/sites/{site}', { params: { path: { company, site: archive.id } } })
            await again(company)
          }}
        />
      )}
    </div>
  )
}
