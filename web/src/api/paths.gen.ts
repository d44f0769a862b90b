// Written by `npm run gen`. Do not edit.
import type { paths as approval } from './approval.gen'
import type { paths as audit } from './audit.gen'
import type { paths as box } from './box.gen'
import type { paths as catalog } from './catalog.gen'
import type { paths as comparison } from './comparison.gen'
import type { paths as credit } from './credit.gen'
import type { paths as fulfilment } from './fulfilment.gen'
import type { paths as hub } from './hub.gen'
import type { paths as identity } from './identity.gen'
import type { paths as integration } from './integration.gen'
import type { paths as inventory } from './inventory.gen'
import type { paths as job } from './job.gen'
import type { paths as matching } from './matching.gen'
import type { paths as ordering } from './ordering.gen'
import type { paths as pricing } from './pricing.gen'
import type { paths as promotion } from './promotion.gen'
import type { paths as receipt } from './receipt.gen'
import type { paths as sso } from './sso.gen'
import type { paths as trading } from './trading.gen'

/** Every operation of the hub. */
export type paths = approval & audit & box & catalog & comparison & credit & fulfilment & hub & identity & integration & inventory & job & matching & ordering & pricing & promotion & receipt & sso & trading
