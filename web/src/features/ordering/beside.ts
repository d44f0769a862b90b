// Parts of the pages of orders that come beside them, each with its texts: the page is there before they are.
import { lazy } from 'react'
import { needTexts } from '../../lib/i18n'

const approval = async () => {
  const [part] = await Promise.all([import('../approval/Needs'), needTexts('approval')])
  return part
}

const delivery = async () => {
  const [part] = await Promise.all([import('../fulfilment/OfOrder'), needTexts('fulfilment')])
  return part
}

const credit = async () => {
  const [part] = await Promise.all([import('../credit/Outlook'), needTexts('credit')])
  return part
}

/** Whose word a purchase needs before it is ordered. */
export const NeedsWord = lazy(async () => ({ default: (await approval()).NeedsWord }))

/** What of an order was shipped and came. */
export const OfOrder = lazy(async () => ({ default: (await delivery()).OfOrder }))

/** Whether an order of the company waits for credit. */
export const OwnHold = lazy(async () => ({ default: (await credit()).OwnHold }))

/** What ordering would meet of credit. */
export const CreditOutlook = lazy(async () => ({ default: (await credit()).CreditOutlook }))
