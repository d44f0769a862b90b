import { Fragment } from 'react'
import { useTranslations } from '../../lib/i18n'
import { useTouch } from '../../lib/useMedia'
import { Dialog } from '../../ui/lazy'

const keys = [['Y', 'y'], ['N', 'n'], ['S', 's'], ['U', 'u'], ['?', 'help']] as const

/** What counts as the same product, what the colours mean, and the keys. */
export function Help({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useTranslations('matching')
  const touch = useTouch()
  return (
    <Dialog open={open} onClose={onClose} title={t('helpTitle')}>
      <div className="grid gap-3">
        <p>{t('helpSame')}</p>
        <p>{t('helpDifferent')}</p>
        <p>{t('helpSkip')}</p>
        <p>{t('helpMarks')}</p>
        <p>{t('helpLearn')}</p>
        {!touch && (
          <>
            <h3 className="font-strong">{t('keys')}</h3>
            <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
              {keys.map(([key, name]) => (
                <Fragment key={key}>
                  <dt>
                    <kbd className="rounded-small border border-control px-1.5 font-[inherit]">{key}</kbd>
                  </dt>
                  <dd>{t(`key.${name}`)}</dd>
                </Fragment>
              ))}
            </dl>
          </>
        )}
      </div>
    </Dialog>
  )
}
