import { MailCheck } from 'lucide-react'
import { useEffect, useState } from 'react'
import { api, ok } from '../../lib/api'
import { useTranslations } from '../../lib/i18n'
import { Button, buttonClass } from '../../ui/Button'
import { Refused } from './FormFoot'
import { Sheet } from './Sheet'
import { useForm } from './useForm'

const pause = 60

/** Seconds until a thing may be done again; counts from the last time it was begun. */
function useCountdown(): [left: number, begin: () => void] {
  const [until, setUntil] = useState(() => Date.now() + pause * 1000)
  const [now, setNow] = useState(() => Date.now())
  const left = Math.max(0, Math.ceil((until - now) / 1000))
  const running = left > 0
  useEffect(() => {
    if (!running) return
    const timer = setInterval(() => setNow(Date.now()), 250)
    return () => clearInterval(timer)
  }, [running])
  return [
    left,
    () => {
      setNow(Date.now())
      setUntil(Date.now() + pause * 1000)
    },
  ]
}

/** Whether this hub keeps its mail to itself and shows it. Not knowing is like not having one. */
function useMailbox() {
  const [on, setOn] = useState(false)
  useEffect(() => {
    let open = true
    ok(api.GET('/api/hub')).then(
      (hub) => open && setOn(hub.mailbox),
      () => undefined,
    )
    return () => {
      open = false
    }
  }, [])
  return on
}

const mailboxOf = (to: string) => (to.includes('@') ? `/mailbox?${new URLSearchParams({ to: to.trim().toLowerCase() })}` : '/mailbox')

type Props = { what: 'signUp' | 'forgot'; to: string; send: () => Promise<unknown>; onChange: () => void }

/** The mail is on its way; whoever has none can have it sent again. */
export function Sent({ what, to, send, onChange }: Props) {
  const t = useTranslations('identity.sent')
  const mailbox = useMailbox()
  const [left, begin] = useCountdown()
  const [again, setAgain] = useState(false)
  const form = useForm({}, async () => {
    setAgain(false)
    await send()
    setAgain(true)
    begin()
  })
  return (
    <Sheet title={t('title')} takeFocus lead={t.rich(what, { to: () => <strong className="font-strong text-ink">{to}</strong> })}>
      {mailbox && (
        <div className="grid gap-2 rounded-control bg-info-bg p-3 text-info">
          <p>{t('mailboxText')}</p>
          <a href={mailboxOf(to)} className={buttonClass('primary')}>
            <MailCheck aria-hidden />
            {t('mailbox')}
          </a>
        </div>
      )}
      <p className="text-ink2">{t('nothing')}</p>
      <form {...form.form} className="grid gap-3">
        <Refused form={form} />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" disabled={left > 0} busy={form.busy} className="num">
            {left > 0 ? t('againIn', { seconds: String(left) }) : t('again')}
          </Button>
          <Button kind="quiet" onClick={onChange}>
            {t('change')}
          </Button>
        </div>
        <p role="status" className="empty:hidden">
          {again && t('done')}
        </p>
      </form>
    </Sheet>
  )
}
