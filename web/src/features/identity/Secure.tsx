import type { ReactNode } from 'react'
import { useTranslations } from '../../lib/i18n'
import { buttonClass } from '../../ui/Button'
import { Sheet } from './Sheet'

/** Cookies of a session are kept over https and on the machine itself only; elsewhere signing in would fail without a word. */
export function Secure({ secure = isSecureContext, children }: { secure?: boolean; children: ReactNode }) {
  const t = useTranslations('identity.secure')
  if (secure) return children
  return (
    <Sheet title={t('title')} lead={t('text')}>
      <a href={location.href.replace(/^http:/, 'https:')} className={buttonClass('primary')}>
        {t('open')}
      </a>
      <p className="text-small text-ink2">{t('operator')}</p>
    </Sheet>
  )
}
