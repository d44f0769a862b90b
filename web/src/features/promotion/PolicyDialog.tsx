import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ok } from '../../lib/api'
import { useTranslations } from '../../lib/i18n'
import { useDeed } from '../../lib/useDeed'
import { mayOf, type Seat } from '../../shell/session'
import { Button } from '../../ui/Button'
import { RadioGroup } from '../../ui/Choice'
import { Field, Input } from '../../ui/Field'
import { Dialog } from '../../ui/lazy'
import { ErrorState, Refusal, Skeleton } from '../../ui/States'
import { toast } from '../../ui/Toast'
import { askAgain, policyQuery, type Policy } from './queries'

function Form({ seat, policy, onClose }: { seat: Seat; policy: Policy; onClose: () => void }) {
  const t = useTranslations('promotion')
  const company = seat.company.id
  const [mode, setMode] = useState(policy.mode)
  const [most, setMost] = useState(policy.most_per_line ? String(policy.most_per_line) : '')
  const [percent, setPercent] = useState(Number(policy.most_percent) > 0 ? (policy.most_percent ?? '') : '')
  const { busy, problem, run } = useDeed()
  const write = mayOf(seat, 'promotion.policy.write')
  const save = async () => {
    await ok(api.PUT('/api/companies/{company}/promotions/policy', { params: { path: { company } }, body: { mode, most_per_line: Number(most) || 0, most_percent: percent || '0' } }))
    await askAgain(company)
    toast(t('policy.saved'))
    onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('policy.title')}
      description={t('policy.now')}
      actions={
        write.shown && (
          <Button kind="primary" disabled={write.disabled || busy} onClick={() => void run(save)}>
            {t('save')}
          </Button>
        )
      }
    >
      <div className="grid gap-3">
        <RadioGroup
          legend={t('policy.title')}
          hideLegend
          name="mode"
          value={mode}
          onChange={setMode}
          options={(['best', 'stack', 'exclusive'] as const).map((value) => ({ value, label: t(`policy.${value}`), hint: t(`policy.${value}Hint`), disabled: write.disabled || !write.shown }))}
        />
        {mode === 'stack' && (
          <div className="grid grid-cols-2 gap-3">
            <Field label={t('policy.mostPerLine')} hint={t('noLimit')} required={false}>
              <Input inputMode="numeric" className="num" value={most} onChange={(e) => setMost(e.target.value)} />
            </Field>
            <Field label={t('policy.mostPercent')} hint={t('noLimit')} required={false}>
              <Input inputMode="decimal" className="num" value={percent} onChange={(e) => setPercent(e.target.value)} />
            </Field>
          </div>
        )}
        <Refusal problem={problem} />
      </div>
    </Dialog>
  )
}

/** How the promotions of a supplier go together, in words. */
export function PolicyDialog({ seat, onClose }: { seat: Seat; onClose: () => void }) {
  const t = useTranslations('promotion')
  const { data, error, refetch } = useQuery(policyQuery(seat.company.id))
  if (data) return <Form seat={seat} policy={data} onClose={onClose} />
  return (
    <Dialog open onClose={onClose} title={t('policy.title')}>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton lines={4} />}
    </Dialog>
  )
}
