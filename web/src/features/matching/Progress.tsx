import { useTranslations } from '../../lib/i18n'
import { Button } from '../../ui/Button'
import { Banner } from '../../ui/States'
import type { Shown } from './queue'

/** How the session goes, in one line; and what did not go as it should. */
export function Progress({ shown, onSend }: { shown: Shown<unknown>; onSend: () => void }) {
  const t = useTranslations('matching')
  const { answered, perMinute, left, skipped, waiting, stuck, missed } = shown
  const figures = [t('session.answered', { n: answered }), perMinute !== null && t('session.pace', { n: Math.round(perMinute) }), t('session.left', { n: left }), skipped > 0 && t('session.skipped', { n: skipped })]
  return (
    <>
      {stuck && (
        <Banner kind="warn" action={<Button kind="quiet" onClick={onSend}>{t('sendNow')}</Button>}>
          {t('stuck', { n: waiting })}
        </Banner>
      )}
      <ul aria-label={t('session.label')} className="num flex flex-wrap gap-x-4 gap-y-0.5 text-small text-ink2">
        {figures.filter(Boolean).map((f) => (
          <li key={String(f)}>{f}</li>
        ))}
        {missed > 0 && <li>{t('missed', { n: missed })}</li>}
        {waiting > 0 && !stuck && <li>{t('session.sending', { n: waiting })}</li>}
      </ul>
    </>
  )
}
