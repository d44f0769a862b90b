import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { needTexts } from '../../lib/i18n'
import { draw, everywhere } from '../../testing/screen'
import type { Reason } from './pair'
import { Reasons } from './Reasons'

const reason = (topic: Reason['topic'], weight: number, words: Partial<Pick<Reason, 'both' | 'left' | 'right'>> = {}): Reason => ({ topic, weight, both: [], left: [], right: [], ...words })

test('every reason is a sentence, also where there is nothing to quote', async () => {
  await needTexts('matching')
  await draw(
    <Reasons
      list={[
        reason('name', 2, { both: ['napkin'] }), reason('measure', 1, { left: ['10 cm'], right: ['100 mm'] }), reason('pack', 0.4), reason('attribute', 0.2), reason('rivals', 0.1),
        reason('words', -1, { both: ['white'] }), reason('code', -0.8, { left: ['BN1'], right: ['BN2'] }), reason('brand', -0.5), reason('text', -0.3, { left: ['paper'] }),
      ]}
    />,
  )
  const said = () => page.getByRole('listitem').elements().map((e) => e.textContent)
  await expect.poll(said).toEqual([
    'Name, both: napkin', 'Measures, nearly the same: 10 cm and 100 mm', 'Pack: nothing contradicts', 'Further details fit', 'No other item is as near',
    'Telling words: others have white too', 'Codes in the text: BN1 ≠ BN2', 'Brand: neither side says anything', 'Whole text, only one side: paper',
  ])
  await everywhere()
})
