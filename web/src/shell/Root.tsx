import { Outlet } from '@tanstack/react-router'
import { Texts, useTranslations } from '../lib/i18n'
import { useOnline } from '../lib/useOnline'
import { Button } from '../ui/Button'
import { Banner } from '../ui/States'
import { Toaster } from '../ui/Toast'
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

/** Around every page: texts, the skip link, what concerns the whole device. */
export function Root() {
  return (
    <Texts>
      <Around />
    </Texts>
  )
}

function Around() {
  const t = useTranslations('app')
  return (
    <div className="flex min-h-dvh flex-col">
      <a href="#content" className="sr-only z-(--z-popup) bg-surface p-2 focus:not-sr-only focus:absolute">
        {t('skip')}
      </a>
      <Notices />
      <Outlet />
      <Toaster />
    </div>
  )
}
