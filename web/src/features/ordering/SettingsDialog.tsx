import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from '../../lib/i18n'
import { useProblemText } from '../../lib/problem'
import { useDeed } from '../../lib/useDeed'
import { mayOf, type Seat } from '../../shell/session'
import { Button } from '../../ui/Button'
import { Switch } from '../../ui/Choice'
import { Dialog } from '../../ui/Dialog'
import { Field } from '../../ui/Field'
import { ErrorState, Refusal, Skeleton } from '../../ui/States'
import { Stepper } from '../../ui/Stepper'
import { toast } from '../../ui/Toast'
import { putSettings, settingsQuery, type Settings } from './queries'

function Form({ company, now, may, onClose }: { company: string; now: Settings; may: boolean; onClose: () => void }) {
  const t = useTranslations('ordering.settings')
  const { field } = useProblemText()
  const { busy, problem, run } = useDeed()
  const [auto, setAuto] = useState(now.auto_accept)
  const [hours, setHours] = useState(now.answer_hours)
  const save = async () => {
    if (!(await run(() => putSettings(company, now.version, { auto_accept: auto, answer_hours: hours })))) return
    toast(t('done'))
    onClose()
  }
  return (
    <form
      className="grid gap-5"
      onSubmit={(e) => {
        e.preventDefault()
        void save()
      }}
    >
      <Switch checked={auto} disabled={!may} onChange={setAuto} hint={t('autoHint')}>
        {t('auto')}
      </Switch>
      <Field label={t('hours')} hint={t('hoursHint')} error={field(problem, 'answer_hours')}>
        <Stepper className="w-40" value={hours} min={1} max={720} disabled={!may} onChange={setHours} />
      </Field>
      <Refusal problem={problem && problem.fields.length === 0 ? problem : null} />
      {may ? (
        <Button kind="primary" type="submit" busy={busy}>
          {t('save')}
        </Button>
      ) : (
        <p className="text-ink2">{t('notYou')}</p>
      )}
    </form>
  )
}

/** How a supplier's orders are answered: by themselves where nothing is open, and until when otherwise. */
export function SettingsDialog({ seat, onClose }: { seat: Seat; onClose: () => void }) {
  const t = useTranslations('ordering.settings')
  const company = seat.company.id
  const query = useQuery(settingsQuery(company))
  return (
    <Dialog open place="side" onClose={onClose} title={t('title')} description={t('about')}>
      {query.isError && !query.data && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Skeleton lines={4} />}
      {query.data && <Form key={query.data.version} company={company} now={query.data} may={!mayOf(seat, 'ordering.setting.write').disabled && mayOf(seat, 'ordering.setting.write').shown} onClose={onClose} />}
    </Dialog>
  )
}
