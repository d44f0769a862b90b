import clsx from 'clsx'
import { lazy, Suspense, useState } from 'react'
import { needTexts, useTranslations } from '../../../lib/i18n'
import type { Of } from './queries'

export type { Of } from './queries'

const ReceiptDialog = lazy(async () => {
  const [{ ReceiptDialog: Loaded }] = await Promise.all([import('./ReceiptDialog'), needTexts('receipt', 'trading')])
  return { default: Loaded }
})

export type WhyPriceProps = {
  of: Of
  /** What it is the price of, for the ear: many of these stand on a page. */
  name: string
  className?: string
}

/** "Why this price?": opens the receipt of this moment. The texts of the button are of the page around it (`offers.why`); the rest comes when it is pressed. */
export function WhyPrice({ of, name, className }: WhyPriceProps) {
  const t = useTranslations('offers')
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" onClick={() => setOpen(true)} aria-haspopup="dialog" className={clsx('text-small text-accent underline underline-offset-2 max-tablet:min-h-control print:hidden', className)}>
        {t('why')}
        <span className="sr-only"> {name}</span>
      </button>
      {open && (
        <Suspense>
          <ReceiptDialog of={of} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
