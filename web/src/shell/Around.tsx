import type { ReactNode } from 'react'
import { Texts, useTranslations } from '../lib/i18n'
import { useOnline } from '../lib/useOnline'
import { Button } from '../ui/Button'
import { Banner } from '../ui/States'
import { takeUpdate, useUpdateReady } from './update'

function Notices() {
  const t = useTranslations('app')
  const online = useOnline()
  const update = useUpdateReady()
  return (
    <>
      {!online && <Banner kind="offline">{t('offline')}</Banner>}
      {update && (
        <Banner action={<Button onClick={takeUpdate}>{t('updateDo')}</Button>}>{t('update')}</Banner>
      )}
    </>
  )
}

function Skip() {
  return (
    <a href="#content" className="sr-only z-(--z-popup) bg-surface p-2 focus:not-sr-only focus:absolute">
      {useTranslations('app')('skip')}
    </a>
  )
}

/** Around every page: texts, the skip link, what concerns the whole device. */
export const Around = ({ children }: { children: ReactNode }) => (
  <Texts>
    <div className="flex min-h-dvh flex-col">
      <Skip />
      <Notices />
      {children}
    </div>
  </Texts>
)
