import { useState } from 'react'
import type { components } from '../../../api/sso.gen'
import { api, ok } from '../../../lib/api'
import { deviceZone, formatInstant } from '../../../lib/dates'
import { useTranslations } from '../../../lib/i18n'
import { queryClient } from '../../../lib/query'
import { useDeed } from '../../../lib/useDeed'
import { Button } from '../../../ui/Button'
import { CopyField } from '../../../ui/CopyField'
import { Dialog } from '../../../ui/lazy'
import { Field } from '../../../ui/Field'
import { Select } from '../../../ui/Select'
import { Refusal } from '../../../ui/States'
import type { Client } from './queries'

const overlaps = ['24', '168', '720', '0'] as const

/** Makes a secret and shows it, once. */
export function NewSecret({ company, client, onClose }: { company: string; client: Client; onClose: () => void }) {
  const t = useTranslations()
  const [overlap, setOverlap] = useState<string>(client.secrets.length > 0 ? '24' : '0')
  const [made, setMade] = useState<components['schemas']['NewSecret'] | null>(null)
  const { busy, problem, run } = useDeed()
  const words = (hours: string) => {
    const n = Number(hours)
    return n === 0 ? t('clients.atOnce') : n < 48 ? t('clients.hours', { count: n }) : t('clients.days', { count: n / 24 })
  }
  const make = () =>
    run(async () => {
      const path = { company, client: client.id }
      setMade(await ok(api.POST('/api/companies/{company}/sso/clients/{client}/secrets', { params: { path }, body: { overlap_hours: Number(overlap) } })))
      await queryClient.invalidateQueries({ queryKey: ['clients', company] })
    })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('clients.secretTitle', { app: client.name })}
      description={made ? t('clients.once') : t('clients.secretText')}
      actions={
        made ? (
          <Button kind="primary" onClick={onClose}>
            {t('clients.done')}
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>{t('ui.cancel')}</Button>
            <Button kind="primary" busy={busy} onClick={() => void make()}>
              {t('clients.make')}
            </Button>
          </>
        )
      }
    >
      {made ? (
        <div className="grid gap-3">
          <Field label={t('clients.clientId')}>
            <CopyField label={t('clients.clientId')} value={client.id} />
          </Field>
          <Field label={t('clients.secret')}>
            <CopyField label={t('clients.secret')} value={made.secret} />
          </Field>
          {made.others_expire_at && <p className="text-small text-ink2">{t('clients.othersEnd', { at: formatInstant(made.others_expire_at, deviceZone) })}</p>}
        </div>
      ) : (
        client.secrets.length > 0 && (
          <Field label={t('clients.overlap')}>
            <Select value={overlap} onChange={setOverlap} options={overlaps.map((value) => ({ value, label: words(value) }))} />
          </Field>
        )
      )}
      <Refusal problem={problem} />
    </Dialog>
  )
}
