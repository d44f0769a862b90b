import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ok } from '../../../lib/api'
import { formatAgo } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { useDeed } from '../../../lib/useDeed'
import { useNow } from '../../../lib/useNow'
import { Button } from '../../../ui/Button'
import { RadioGroup } from '../../../ui/Choice'
import { Dialog } from '../../../ui/lazy'
import { Refusal } from '../../../ui/States'
import { countryItem } from '../countries'
import { changed, conflicts, merged, type Draft, type FieldName } from './merge'

type Props = {
  company: string
  base: Draft
  mine: Draft
  theirs: Draft
  canSeeWho: boolean
  onClose: () => void
  onSave: (both: Draft) => Promise<void>
  onDrop: () => void
}

/** Who was it? The trail knows; not everybody may read it. */
function useWho(company: string, enabled: boolean) {
  const { data } = useQuery({
    queryKey: ['audit', company, 'changed'],
    queryFn: ({ signal }) =>
      ok(api.GET('/api/companies/{company}/audit', { params: { path: { company }, query: { action: 'identity.company_changed', limit: 1 } }, signal })),
    enabled,
    staleTime: 0,
  })
  return data?.items[0]
}

/** Somebody else saved first. Nothing typed is lost: where both changed the same, it is asked; the rest goes together. */
export function Conflict({ company, base, mine, theirs, canSeeWho, onClose, onSave, onDrop }: Props) {
  const t = useTranslations()
  const lang = useLocale()
  const now = useNow()
  const who = useWho(company, canSeeWho)
  const clash = conflicts(base, mine, theirs)
  const others = changed(base, theirs).filter((f) => !clash.includes(f))
  const [take, setTake] = useState<Partial<Record<FieldName, 'mine' | 'theirs'>>>({})
  const { busy, problem, run } = useDeed()
  const show = (field: FieldName, draft: Draft) => {
    if (field === 'country') return countryItem(lang, draft.country).label
    if (field === 'parts') return draft.parts.map((p) => t(`shell.part.${p}`)).join(t('shell.comma'))
    return draft[field] || t('company.none')
  }
  const save = () => run(() => onSave(merged(base, mine, theirs, take)))
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('company.conflict.title')}
      description={
        who?.person_name
          ? t('company.conflict.by', { name: who.person_name, ago: formatAgo(lang, who.at, now) })
          : t('company.conflict.text')
      }
      actions={
        <>
          <Button onClick={onDrop} disabled={busy}>
            {t('company.conflict.drop')}
          </Button>
          <Button kind="primary" busy={busy} disabled={clash.some((f) => !take[f])} onClick={() => void save()}>
            {t('company.conflict.save')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        {clash.map((field) => (
          <RadioGroup
            key={field}
            legend={t(`company.${field}`)}
            name={`conflict-${field}`}
            value={take[field] ?? ''}
            onChange={(v) => setTake((old) => ({ ...old, [field]: v }))}
            options={[
              { value: 'mine', label: show(field, mine), hint: t('company.conflict.mine') },
              { value: 'theirs', label: show(field, theirs), hint: t('company.conflict.theirs') },
            ]}
          />
        ))}
        {others.length > 0 && (
          <div className="grid gap-1 text-small">
            <p className="text-ink2">{t('company.conflict.others')}</p>
            <dl className="grid gap-1">
            {others.map((field) => (
              <div key={field} className="flex gap-3">
                <dt className="w-24 flex-none text-ink2">{t(`company.${field}`)}</dt>
                <dd className="min-w-0 wrap-anywhere">
                  <s className="text-ink2">{show(field, base)}</s> → {show(field, theirs)}
                </dd>
              </div>
            ))}
            </dl>
          </div>
        )}
      </div>
      <Refusal problem={problem} />
    </Dialog>
  )
}
