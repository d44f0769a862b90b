import { useState } from 'react'
import { Undo2 } from 'lucide-react'
import { api, newKey, ok } from '../../../lib/api'
import { useTranslations } from '../../../lib/i18n'
import { useNow } from '../../../lib/useNow'
import { Button } from '../../../ui/Button'
import { ConfirmDialog } from '../../../ui/lazy'
import { become, type Import } from './queries'

/** The way back is open for a day; a clock that is read once a minute never shows more. */
const whole = 24 * 60

/** Minutes until the way back closes; 0 when it has. */
export function minutesLeft(now: Import, clock: Date) {
  if (now.state !== 'committed' || !now.rollback_until) return 0
  return Math.max(0, Math.min(whole, Math.ceil((new Date(now.rollback_until).getTime() - clock.getTime()) / 60_000)))
}

/** The way back, while it is open: with the time that is left, and the figures before it is done. */
export function RollBack({ company, now, quiet }: { company: string; now: Import; quiet?: boolean }) {
  const t = useTranslations('integration')
  const clock = useNow()
  const [asked, setAsked] = useState(false)
  const [key, setKey] = useState(newKey)
  const left = minutesLeft(now, clock)
  if (left === 0) return null
  const { counts } = now
  return (
    <>
      <Button
        kind={quiet ? 'quiet' : 'plain'}
        icon={<Undo2 aria-hidden />}
        onClick={() => {
          setKey(newKey())
          setAsked(true)
        }}
      >
        {t('rollBack')} · <span className="num">{t('timeLeft', { hours: Math.floor(left / 60), minutes: left % 60 })}</span>
        <span className="sr-only">: {now.file_name}</span>
      </Button>
      <ConfirmDialog
        open={asked}
        onClose={() => setAsked(false)}
        title={t('rollBackTitle', { name: now.file_name })}
        description={t('rollBackText')}
        action={t('rollBackDo', { count: counts.new + counts.changed + counts.withdrawn })}
        onConfirm={async () => become(company, await ok(api.POST('/api/companies/{company}/imports/{price_import}/rollback', { params: { path: { company, price_import: now.id }, header: { 'Idempotency-Key': key } } })))}
      >
        <ul className="grid gap-1">
          {counts.new > 0 && <li>{t('back.new', { count: counts.new })}</li>}
          {counts.changed > 0 && <li>{t('back.changed', { count: counts.changed })}</li>}
          {counts.withdrawn > 0 && <li>{t('back.withdrawn', { count: counts.withdrawn })}</li>}
        </ul>
      </ConfirmDialog>
    </>
  )
}
