// The deeds that have words in both languages. What is not here is shown as its code.
export const actions = [
  'identity.company_founded', 'identity.company_changed', 'identity.company_suspended', 'identity.company_open',
  'identity.invited', 'identity.invitation_resent', 'identity.invitation_revoked', 'identity.seat_taken', 'identity.seat_changed', 'identity.seat_removed',
  'identity.person_joined', 'identity.person_changed', 'identity.phone_confirmed', 'identity.phone_removed',
  'identity.signed_in', 'identity.sign_in_failed', 'identity.signed_out', 'identity.session_revoked', 'identity.sessions_revoked', 'identity.session_reused',
  'identity.password_changed', 'identity.reset_requested', 'identity.password_reset', 'audit.exported',
  'trading.relationship_apply', 'trading.relationship_answer', 'trading.relationship_ask_more', 'trading.relationship_approve', 'trading.relationship_reject', 'trading.relationship_suspend',
  'trading.relationship_reopen', 'trading.relationship_close', 'trading.relationship_invite', 'trading.profile_changed', 'trading.file_changed', 'trading.file_submitted',
  'trading.file_verified', 'trading.file_returned', 'trading.document_added', 'trading.document_removed', 'trading.site_added', 'trading.site_changed',
  'trading.site_archived', 'trading.site_restored', 'trading.block_added', 'trading.block_removed', 'trading.customer_added', 'trading.customer_changed', 'trading.customer_deleted',
  'trading.customers_changed', 'trading.customers_exported', 'trading.customers_invited', 'trading.grant_changed', 'trading.group_added', 'trading.group_changed',
  'trading.group_deleted', 'trading.invite_made', 'trading.invite_revoked', 'trading.invite_claimed',
  'trading.customer_import_brought', 'trading.customer_import_begun', 'trading.customer_import_mended', 'trading.customer_import_ended', 'trading.customer_import_cancelled', 'trading.customer_import_forgotten',
  'trading.notice_seen', 'trading.watch_changed',
  'integration.import_committed', 'integration.import_rolled_back', 'comparison.sheet_changed', 'comparison.own_prices_changed', 'comparison.offers_exported', 'comparison.basket_exported', 'comparison.settings_changed', 'comparison.list_created', 'comparison.list_changed', 'comparison.list_deleted',
  'catalog.item_created', 'catalog.item_changed', 'catalog.item_withdrawn', 'catalog.item_restored', 'catalog.items_changed', 'catalog.items_exported', 'catalog.revision_undone',
  'catalog.category_described', 'catalog.media_added', 'catalog.media_described', 'catalog.media_removed',
  'pricing.list_created', 'pricing.list_changed', 'pricing.list_state_changed', 'pricing.list_exported', 'pricing.change_exported', 'pricing.entries_changed', 'pricing.change_drafted', 'pricing.change_scheduled', 'pricing.change_published', 'pricing.change_cancelled', 'pricing.change_rolled_back', 'pricing.change_refused', 'pricing.policy_changed', 'pricing.costs_changed', 'pricing.conditions_changed', 'pricing.conditions_removed', 'pricing.rates_posted',
  'promotion.drafted', 'promotion.copied', 'promotion.changed', 'promotion.started', 'promotion.paused', 'promotion.ended', 'promotion.archived', 'promotion.unarchived', 'promotion.deleted', 'promotion.policy_changed', 'promotion.code_given',
  'inventory.warehouse_added', 'inventory.warehouse_changed', 'inventory.warehouse_removed', 'inventory.stock_counted', 'inventory.stock_fed', 'inventory.stock_exported', 'inventory.incoming_expected', 'inventory.incoming_changed', 'inventory.incoming_received', 'inventory.incoming_cancelled', 'inventory.holds_released',
  'credit.terms_set', 'credit.entered', 'credit.hold_decided', 'credit.exported',
  'ordering.purchased', 'ordering.order_moved', 'ordering.message_sent', 'ordering.settings_changed', 'ordering.orders_exported',
  'fulfilment.shipped', 'fulfilment.closed_short', 'fulfilment.shipment_changed', 'fulfilment.shipment_voided', 'fulfilment.received', 'fulfilment.receipt_undone', 'fulfilment.photo_added', 'fulfilment.photo_removed', 'fulfilment.case_moved', 'fulfilment.shipments_exported',
  'approval.rule_saved', 'approval.rule_deleted', 'approval.absence_set', 'approval.absence_ended', 'approval.sent', 'approval.approved', 'approval.refused', 'approval.changed', 'approval.reopened', 'approval.escalated', 'approval.placed', 'approval.returned', 'approval.withdrawn',
  'matching.questions_answered', 'matching.asks_answered', 'matching.product_left', 'matching.item_returned', 'matching.product_split', 'matching.products_joined', 'matching.deed_undone', 'matching.policy_set',
  'matching.own_item_changed', 'matching.own_items_imported', 'matching.own_said', 'matching.own_alternates_changed',
  'sso.client_created', 'sso.client_changed', 'sso.client_removed', 'sso.secret_rotated', 'sso.key_rotated',
  'sso.consented', 'sso.consent_revoked', 'sso.signed_in', 'sso.signed_out', 'sso.token_reused',
] as const

export type Action = (typeof actions)[number]

/** Those that stand in the trail of a company; the rest stand in that of a person. */
export const companyActions = actions.filter((a) => /company|invit|seat|audit|^trading|^catalog|^comparison|^inventory|^ordering|^fulfilment|^credit|^approval|^pricing|^promotion|^matching|^integration|^sso/.test(a))

/** The key of the words for an action, which have no dots in it; null for one without words. */
export const wordsOf = (action: string) => (actions.includes(action as Action) ? (action.replace('.', '_') as never) : null)
