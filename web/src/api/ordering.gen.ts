// Written by `npm run gen` from api/openapi/ordering.yaml. Do not edit.
export interface paths {
    "/api/companies/{company}/order-settings": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** How orders are answered here */
        get: operations["getOrderSettings"];
        /** Say how orders are answered here */
        put: operations["putOrderSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/orders": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** What is ordered at me */
        get: operations["listOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/orders/{order}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                order: components["parameters"]["OrderInPath"];
            };
            cookie?: never;
        };
        /** An order at me */
        get: operations["getOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/orders/{order}/acts": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                order: components["parameters"]["OrderInPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept, change, refuse or back-order lines
         * @description All of the acts or none. A line that cannot be acted on so any more answers 409 `ordering.not_now`.
         */
        post: operations["actOnOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/orders/{order}/lines/{line}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                /** @description Its number in the order. */
                line: components["parameters"]["OrderLineInPath"];
                order: components["parameters"]["OrderInPath"];
            };
            cookie?: never;
        };
        /** Why a line was priced as it was, signed when it was ordered */
        get: operations["getLineReceipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/orders/{order}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                order: components["parameters"]["OrderInPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write to the buyer about an order */
        post: operations["writeToBuyer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/orders/accept": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept all that waits for an answer in several orders
         * @description Each order for itself; those that changed since they were read stay as they are.
         */
        post: operations["acceptOrders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/orders/export": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write what is ordered at me into a file
         * @description Runs as a job. A row for each line.
         */
        post: operations["exportOrders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/placed-orders": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** What my company ordered */
        get: operations["listPlacedOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/placed-orders/{order}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                order: components["parameters"]["OrderInPath"];
            };
            cookie?: never;
        };
        /** An order of mine */
        get: operations["getPlacedOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/placed-orders/{order}/acts": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                order: components["parameters"]["OrderInPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer changes, recall lines, ask to cancel
         * @description All of the acts or none. A line that cannot be acted on so any more answers 409 `ordering.not_now`.
         */
        post: operations["actOnPlacedOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/placed-orders/{order}/basket": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                order: components["parameters"]["OrderInPath"];
            };
            cookie?: never;
        };
        /**
         * The lines of an order, to order them again
         * @description As they were ordered; what they cost now says previewPurchase or a comparison.
         */
        get: operations["getPlacedOrderAsBasket"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/placed-orders/{order}/lines/{line}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                /** @description Its number in the order. */
                line: components["parameters"]["OrderLineInPath"];
                order: components["parameters"]["OrderInPath"];
            };
            cookie?: never;
        };
        /** Why a line was priced as it was, signed when it was ordered */
        get: operations["getPlacedLineReceipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/placed-orders/{order}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                order: components["parameters"]["OrderInPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write to the supplier about an order */
        post: operations["writeToSupplier"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/placed-orders/export": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write what my company ordered into a file
         * @description Runs as a job. A row for each line.
         */
        post: operations["exportPlacedOrders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/purchases": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** What my company bought in one act each */
        get: operations["listPurchases"];
        put?: never;
        /**
         * Order at several suppliers in one act
         * @description One transaction: prices are taken anew, stock is held and promotions are counted for all suppliers, or nothing is. Where a line costs more than the price that was seen, or an order more than the total that was seen, and no `agreed` allows it, the answer is 409 `ordering.dearer` with each of them, from what to what; send it again with `agreed` (and another Idempotency-Key). Lines that cost less are just taken. What else is in the way: with all_or_nothing 409 `ordering.not_orderable`, a field for each: its path is /lines/N of the request or /orders/com_… of a supplier, its code that of the problem; with those_that_accept these lines are left out and told, and 409 only where nothing is left.
         */
        post: operations["createPurchase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/purchases/{purchase}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                purchase: components["parameters"]["PurchaseInPath"];
            };
            cookie?: never;
        };
        /** A purchase with its orders */
        get: operations["getPurchase"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/purchases/plans": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * How a basket is best divided over suppliers
         * @description Lines are understood and compared as compareBasket does it, in my scope; each goes to one supplier, with packs, breaks, freight, thresholds, least orders, fees and promotions of whole orders. One plan for each aim. Each plan is priced as previewPurchase prices the same lines, and says what is known of it: that there is none better, by how much one can be better at most, or why nothing is promised. Rules narrow all plans; for the plan of the aim `priced` each of the first twelve rules says what it costs now. Has no effect, and the same basket gets the same answer. Lines in = lines of each plan + left. Counts and is watched as other reading of prices.
         */
        post: operations["planPurchase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/purchases/preview": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a purchase would come to now
         * @description The answer of createPurchase without its effect: nothing is held, used or written. Each line that is in the way says why, and where there is a cure, which. Lines in = lines out. Counts and is watched as other reading of prices.
         */
        post: operations["previewPurchase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @example com_06evk3q2b5vt8h0000000000a0 */
        CompanyID: string;
        /** @example itm_06evk3q2b5vt8h0000000000a0 */
        ItemID: string;
        Job: {
            /** Format: date-time */
            created_at: string;
            /** Format: int64 */
            done: number;
            file_name?: string;
            /** Format: date-time */
            finished_at?: string;
            id: components["schemas"]["JobID"];
            /** @example audit_export */
            kind: string;
            problem?: components["schemas"]["Problem"];
            /** @description Address of the file. */
            result?: string;
            /** Format: date-time */
            started_at?: string;
            /** @description Name of the colleague. */
            started_by?: string;
            /** @enum {string} */
            state: "waiting" | "running" | "succeeded" | "failed" | "cancelling" | "cancelled";
            /**
             * Format: int64
             * @description 0 while not known.
             */
            total: number;
        };
        JobID: string;
        LeftOut: {
            /** @description As of OrderProblem. */
            code: string;
            /** @description Which line of the request it was, from 0. */
            index: number;
            item: components["schemas"]["ItemID"];
            key?: string;
            quantity: string;
            supplier: components["schemas"]["CompanyID"];
        };
        Order: {
            /** @description The oldest first. */
            events: components["schemas"]["OrderEvent"][];
            fee: string;
            freight: string;
            freight_unknown: boolean;
            /** @description Of the lines that go on, in major units of the order's currency, as the other amounts. */
            goods: string;
            lines: components["schemas"]["OrderLine"][];
            /** @description The oldest first. */
            messages: components["schemas"]["OrderMessage"][];
            /** Format: date */
            needed_by?: string;
            note: string;
            /** @description Zero or below. */
            promotions: string;
            summary: components["schemas"]["OrderSummary"];
            tax: string;
            terms: components["schemas"]["OrderTerms"];
        };
        /**
         * @description Of the supplier: accept, counter, refuse, backorder, agree_cancel, keep (an answer to ask_cancel: the line goes on). Of the buyer: submit (by ordering), agree and decline (to what was countered), recall, ask_cancel, keep (it does not want to cancel any more). From ship on they come about by delivery (fulfilment.yaml) and are refused here.
         * @enum {string}
         */
        OrderAct: "submit" | "accept" | "counter" | "refuse" | "backorder" | "agree" | "decline" | "recall" | "ask_cancel" | "agree_cancel" | "keep" | "ship" | "unship" | "close" | "receive" | "report" | "unreceive" | "answer" | "dispute" | "settle";
        /** @description price: of counter, of one unit net of tax; absent: as it stands. */
        OrderActDraft: {
            act: components["schemas"]["OrderAct"];
            line: number;
            price?: components["schemas"]["OrderMoney"];
            /**
             * Format: date
             * @description Of accept and counter when it leaves; backorder asks for it.
             */
            promised_on?: string;
            /** @description Of counter; absent: as it stands. */
            quantity?: string;
            /** @description refuse asks for it. */
            reason?: string;
        };
        OrderActs: {
            acts: components["schemas"]["OrderActDraft"][];
        };
        OrderBasket: {
            lines: components["schemas"]["OrderBasketLine"][];
        };
        OrderBasketLine: {
            item: components["schemas"]["ItemID"];
            name: string;
            quantity: string;
            sku: string;
            supplier: components["schemas"]["CompanyID"];
            unit: string;
        };
        /** @description All orders by status, whatever the filter; waiting: those with lines that wait for me. */
        OrderCounts: {
            accepted: number;
            changed: number;
            part_shipped: number;
            received: number;
            refused: number;
            shipped: number;
            submitted: number;
            waiting: number;
            withdrawn: number;
        };
        /** @description What makes the problem go away. */
        OrderCure: {
            agree?: components["schemas"]["OrderMoney"];
            missing?: components["schemas"]["OrderMoney"];
            /** @description The nearest one that can be ordered. */
            quantity?: string;
            unit?: string;
        };
        OrderEvent: {
            act: components["schemas"]["OrderAct"];
            /** Format: date-time */
            at: string;
            line?: number;
            /** @description Empty where a rule of the supplier did it. */
            person: string;
            price?: components["schemas"]["OrderMoney"];
            /** Format: date */
            promised_on?: string;
            quantity?: string;
            reason?: string;
            side: components["schemas"]["OrderSide"];
            state?: components["schemas"]["OrderLineState"];
        };
        OrderExport: {
            /** @enum {string} */
            format: "csv" | "xlsx";
            q?: string;
            status?: components["schemas"]["OrderStatus"];
            waiting?: boolean;
        };
        OrderID: string;
        /** @description price: of one unit, net of tax, before promotions, as agreed so far. turn is absent where nobody has to move any more. */
        OrderLine: {
            /** @description What I may do with it now. */
            acts: components["schemas"]["OrderAct"][];
            /**
             * @description What the buyer was told when it ordered.
             * @enum {string}
             */
            availability: "available" | "subject_to_confirmation";
            brand: string;
            /** @description Units in a case. */
            case?: string;
            /**
             * Format: date-time
             * @description By when who has the turn has to act.
             */
            due?: string;
            /** @description In the order's currency, as the other amounts. */
            goods: string;
            gtin: string;
            /**
             * @description For the supplier only: whether stock is held for the line now.
             * @enum {string}
             */
            hold?: "held" | "none";
            item: components["schemas"]["ItemID"];
            lead_days?: number;
            /** @description Its number in the order. */
            line: number;
            mpn: string;
            name: string;
            /** Format: date */
            needed_by?: string;
            note: string;
            notice_days?: number;
            /** @description The quantity that was ordered first. */
            ordered: string;
            price: components["schemas"]["OrderMoney"];
            /**
             * Format: date
             * @description When the supplier says that it leaves.
             */
            promised_on?: string;
            promotions: components["schemas"]["OrderPromotion"][];
            proposal?: components["schemas"]["OrderProposal"];
            /**
             * @description Which price holds when it changes before delivery: of the day of the order, of the day it ships, or the old one until notice_days after the change was told.
             * @enum {string}
             */
            protection: "order_date" | "ship_date" | "notice";
            /** @description As agreed so far. */
            quantity: string;
            /** @description What was said with the last act. */
            reason?: string;
            /** @description Of shipped. */
            received: string;
            saved: string;
            /** @description Of quantity, less what came in vain and is to be made good. */
            shipped: string;
            sku: string;
            state: components["schemas"]["OrderLineState"];
            tax?: string;
            tax_rate?: string;
            /** @description Goods less what promotions take off; without tax. */
            total: string;
            turn?: components["schemas"]["OrderSide"];
            unit: string;
        };
        /**
         * @description Of the last four nothing is delivered. discrepancy: received, and a case about it is open; countered: the supplier proposed something else; declined: the buyer did not want that.
         * @enum {string}
         */
        OrderLineState: "submitted" | "countered" | "accepted" | "backordered" | "cancel_requested" | "part_shipped" | "shipped" | "received" | "discrepancy" | "refused" | "declined" | "recalled" | "cancelled";
        OrderMessage: {
            /** Format: date-time */
            at: string;
            person: string;
            side: components["schemas"]["OrderSide"];
            text: string;
        };
        OrderMessageDraft: {
            text: string;
        };
        OrderMoney: {
            /** @example 12.30 */
            amount: string;
            currency: string;
        };
        OrderPage: {
            counts: components["schemas"]["OrderCounts"];
            items: components["schemas"]["OrderSummary"][];
            next?: string;
        };
        OrderParty: {
            company: components["schemas"]["CompanyID"];
            name: string;
        };
        OrderProblem: {
            /**
             * @description not_offered: I am not offered it; quantity: not so many are sold; unit: it is not sold in that; price_rise and total_rise: more than I saw and agreed to; short: so much is not there, where stock is shown exactly; below_minimum: the goods are worth less than the least order; no_credit: it comes to more than the credit that the supplier gives.
             * @enum {string}
             */
            code: "not_offered" | "no_price" | "no_rate" | "quantity" | "unit" | "price_rise" | "short" | "total_rise" | "below_minimum" | "no_credit";
            cure?: components["schemas"]["OrderCure"];
            message: string;
        };
        OrderPromotion: {
            name: string;
            promotion: string;
            saved: string;
        };
        /** @description What the supplier proposes in the place of what was ordered. */
        OrderProposal: {
            price: components["schemas"]["OrderMoney"];
            /** Format: date */
            promised_on?: string;
            quantity: string;
            reason?: string;
            /** @description What the line would come to. */
            total: string;
        };
        OrdersAccept: {
            orders: {
                order: components["schemas"]["OrderID"];
                /** Format: int64 */
                version: number;
            }[];
        };
        OrdersAccepted: {
            orders: {
                /** @description Lines that were accepted. */
                lines: number;
                order: components["schemas"]["OrderID"];
                /**
                 * @description nothing: no line waits for an answer. on_hold: it waits for credit.
                 * @enum {string}
                 */
                outcome: "accepted" | "nothing" | "stale" | "on_hold" | "not_found";
            }[];
        };
        OrderSettings: {
            answer_hours: number;
            auto_accept: boolean;
            /** Format: int64 */
            version: number;
        };
        OrderSettingsDraft: {
            /** @description Within so many hours orders are answered; until then stock is held. */
            answer_hours: number;
            /** @description Lines at a known price, of which the buyer is shown that so many are there and which are held, are accepted at once. */
            auto_accept: boolean;
        };
        /** @enum {string} */
        OrderSide: "buyer" | "supplier";
        /** @enum {string} */
        OrderSort: "newest" | "oldest" | "due" | "total";
        /**
         * @description Follows from the lines. submitted: a line waits for the supplier's answer; changed: none does, and a line waits for the buyer's; accepted: none waits, and what was not given up is agreed; part_shipped: some of that left; shipped, received: all of it; refused: nothing goes on, and the supplier refused some; withdrawn: nothing goes on, by the buyer.
         * @enum {string}
         */
        OrderStatus: "submitted" | "changed" | "accepted" | "part_shipped" | "shipped" | "received" | "refused" | "withdrawn";
        /** @description purchase: for the buyer only. */
        OrderSummary: {
            buyer: components["schemas"]["OrderParty"];
            /** Format: date-time */
            changed_at: string;
            /** Format: date-time */
            created_at: string;
            currency: string;
            /** @description What the supplier calls the buyer; may be empty. */
            customer_code: string;
            /**
             * Format: date-time
             * @description When the first of them has to be answered; absent where none waits.
             */
            due?: string;
            id: components["schemas"]["OrderID"];
            lines: number;
            /** @example PO 2026-000123 */
            number: string;
            /** @description Who ordered. */
            person: string;
            purchase?: components["schemas"]["PurchaseID"];
            reference: string;
            status: components["schemas"]["OrderStatus"];
            supplier: components["schemas"]["OrderParty"];
            /** @description Of the lines that go on. */
            total: string;
            /** Format: int64 */
            version: number;
            /** @description Lines that it has to answer. */
            waits_for_buyer: number;
            /** @description Lines that it has to answer. */
            waits_for_supplier: number;
        };
        /** @description How it is paid and delivered, as agreed when it was ordered. */
        OrderTerms: {
            /** @description How long it is on its way. */
            delivery_days?: number;
            discount_days?: number;
            /** @description For paying within discount_days. */
            discount_percent?: string;
            incoterm: string;
            /** @description prepaid, on_delivery, days, month_end; empty where nothing is agreed. */
            payment: string;
            payment_days?: number;
        };
        /**
         * @description recommended: what is paid, what waiting costs less what paying later is worth, and what each order costs me, as my comparison settings say; cheapest: what is paid; fewest: as few suppliers as can be; usual: as few lines as can be away from suppliers that I ordered from before. The cost decides among equals.
         * @enum {string}
         */
        PlanAim: "recommended" | "cheapest" | "fewest" | "usual";
        PlanBecause: {
            /**
             * @description promotions: those of the supplier weigh several lines together; families: its prices count lines of a family together; freight: goes by weight, or has many steps; currency: in which it bills depends on what is ordered, or its rate is rough; reckoned: its order comes to something else than was searched with; ended: the search ended first.
             * @enum {string}
             */
            code: "promotions" | "families" | "freight" | "currency" | "reckoned" | "ended";
            supplier?: components["schemas"]["CompanyID"];
        };
        PlanLeft: {
            key: string;
            /**
             * @description question: it is not understood; no_offer: none that is certain, fresh and has a price; stock: no offer shows that so much is there.
             * @enum {string}
             */
            why: "question" | "no_offer" | "stock";
        };
        PlanLine: {
            item: components["schemas"]["ItemID"];
            key: string;
            /** @description In the unit that the item is sold in. */
            quantity: string;
            supplier: components["schemas"]["CompanyID"];
        };
        /** @description As a line of a comparison; one that was chosen there stays where it is by a rule. */
        PlanLineDraft: {
            item?: components["schemas"]["PlanRef"];
            /** @description My own name of the line, unlike those of the others. */
            key: string;
            name?: string;
            quantity: string;
            text?: string;
            unit?: string;
        };
        /** @description price: of one unit now, net of tax; seen: as the request has it. */
        PlannedLine: {
            /**
             * @description As far as I am shown stock.
             * @enum {string}
             */
            availability?: "available" | "short" | "subject_to_confirmation";
            brand: string;
            /** @description In the currency of the order, as promotions' savings and tax. */
            goods?: string;
            /** @description Which line of the request it is, from 0. */
            index: number;
            item: components["schemas"]["ItemID"];
            key?: string;
            lead_days?: number;
            minimum?: string;
            multiple?: string;
            name: string;
            price?: components["schemas"]["OrderMoney"];
            problems: components["schemas"]["OrderProblem"][];
            promotions: components["schemas"]["OrderPromotion"][];
            quantity: string;
            /** @description What promotions take off, zero or more. */
            saved?: string;
            seen?: components["schemas"]["OrderMoney"];
            sku: string;
            supplier: components["schemas"]["CompanyID"];
            tax?: string;
            /** @description Percent. */
            tax_rate?: string;
            /** @description That the item is sold in. */
            unit: string;
        };
        /** @description Amounts are of the lines that can be ordered. */
        PlannedOrder: {
            /**
             * Format: date-time
             * @description When the supplier says that it answers.
             */
            answer_by?: string;
            /** @description Of the order; absent where no line can be priced. */
            currency?: string;
            /** @description For a small order. */
            fee?: string;
            freight?: string;
            /** @description The supplier says nothing of freight; it is zero in the total. */
            freight_unknown: boolean;
            /** @description In major units of currency, as the other amounts. */
            goods?: string;
            lines: components["schemas"]["PlannedLine"][];
            /** @description The least value of goods after promotions. */
            minimum?: string;
            /** @description Empty where I am not shown anything there. */
            name: string;
            problems: components["schemas"]["OrderProblem"][];
            /** @description Zero or below. */
            promotions?: string;
            supplier: components["schemas"]["CompanyID"];
            /** @description On the goods after promotions, where prices name a rate. */
            tax?: string;
            /** @description Goods, promotions, freight, fee and tax. */
            total?: string;
        };
        /** @description What previewPurchase answers for the lines of one supplier; amounts are in its currency. */
        PlanOrder: {
            currency: string;
            fee: string;
            freight: string;
            freight_unknown: boolean;
            goods: string;
            lines: number;
            /** @description Of the least order. */
            missing?: string;
            name: string;
            /** @description In the currency of the plan, net of tax. */
            pay: string;
            /** @description Zero or below. */
            promotions: string;
            supplier: components["schemas"]["CompanyID"];
            tax: string;
            /** @description Goods, promotions, freight, fee and tax. */
            total: string;
        };
        PlanRef: {
            item: components["schemas"]["ItemID"];
            supplier: components["schemas"]["CompanyID"];
        };
        PlanRequest: {
            /** @description Instead of my company's. */
            currency?: string;
            in_stock?: boolean;
            lead_days?: number;
            lines: components["schemas"]["PlanLineDraft"][];
            on_account?: boolean;
            priced?: components["schemas"]["PlanAim"];
            region?: string;
            rules?: components["schemas"]["PlanRule"][];
            /** @description Only these. */
            suppliers?: components["schemas"]["CompanyID"][];
        };
        /** @description keep: the line at the supplier, with the item where one is named; never: nothing at the supplier; must_use: something there; at_most: no more than count suppliers; needed_by: nothing that comes after a day or of which nobody knows, for a line or for all that have no day of their own. */
        PlanRule: {
            /** Format: date */
            by?: string;
            count?: number;
            item?: components["schemas"]["ItemID"];
            /** @enum {string} */
            kind: "keep" | "never" | "must_use" | "at_most" | "needed_by";
            line?: string;
            supplier?: components["schemas"]["CompanyID"];
        };
        /** @description What a rule costs in the plan of the aim that was priced. */
        PlanRulePrice: {
            /** @description Only without it there is a plan. */
            blocks: boolean;
            /** @description It is the difference of two plans that are proven. */
            exact: boolean;
            /** @description Its place in the request, from 0. */
            rule: number;
            /** @description By so much less the same plan costs without it (pays, of cheapest); absent where there is none with it or without it. */
            saving?: string;
        };
        /** @description The cheapest supplier that has all lines of the plans. */
        PlanSingle: {
            name: string;
            pay: string;
            supplier: components["schemas"]["CompanyID"];
        };
        PriceReceipt: {
            ask: {
                /** Format: date-time */
                at: string;
                family_quantity?: string;
                quantity: string;
            };
            buyer?: components["schemas"]["ReceiptParty"];
            compared?: components["schemas"]["ReceiptAmount"];
            converted?: components["schemas"]["ReceiptAmount"];
            extras: components["schemas"]["ReceiptExtra"][];
            facts: components["schemas"]["ReceiptFacts"];
            format: string;
            /** Format: date-time */
            issued_at: string;
            issuer: string;
            item: {
                id: string;
                name: string;
                sku: string;
                unit: string;
            };
            /** @description In a supplier's with an order, what is left of the line after promotions over its cost. */
            left?: {
                amount: components["schemas"]["ReceiptAmount"];
                cost: components["schemas"]["ReceiptAmount"];
                percent: string;
            };
            line: components["schemas"]["ReceiptLine"];
            /** @description In a supplier's, where the cost is known in the currency of the price. */
            margin?: {
                percent: string;
                unit: components["schemas"]["ReceiptAmount"];
            };
            order?: components["schemas"]["ReceiptOrder"];
            result: components["schemas"]["ReceiptResult"];
            /** @description Version of the rules that priced it. */
            rules: number;
            supplier: components["schemas"]["ReceiptParty"];
            tax?: components["schemas"]["ReceiptAmount"];
            total: components["schemas"]["ReceiptAmount"];
            /** @enum {string} */
            view: "buyer" | "supplier";
        };
        /** @description RFC 9457 problem details. `code` is stable, `detail` is for people. */
        Problem: {
            /** @example hub.not_found */
            code: string;
            detail: string;
            fields?: components["schemas"]["ProblemField"][];
            request_id: string;
            status: number;
            title: string;
            /** @example urn:manifold:problem:hub.not_found */
            type: string;
        };
        ProblemField: {
            code: string;
            message: string;
            /** @description JSON pointer into the body or name of the parameter. */
            path: string;
        };
        Purchase: {
            /** Format: date-time */
            created_at: string;
            id: components["schemas"]["PurchaseID"];
            /** @description Lines that were not ordered, with those_that_accept. */
            left_out: components["schemas"]["LeftOut"][];
            mode: components["schemas"]["PurchaseMode"];
            orders: components["schemas"]["OrderSummary"][];
            /** @description Who ordered. */
            person: string;
            reference: string;
        };
        PurchaseDraft: {
            lines: components["schemas"]["PurchaseLineDraft"][];
            mode?: components["schemas"]["PurchaseMode"];
            /** @description What goes to one supplier only. */
            orders?: components["schemas"]["PurchaseOrderDraft"][];
            /** @description My own number of it, for each order that has none of its own. */
            reference?: string;
        };
        PurchaseID: string;
        /** @description price: of one unit, net of tax, as I saw it; createPurchase asks for it. agreed: the price up to which I agree, where it is more now. */
        PurchaseLineDraft: {
            agreed?: components["schemas"]["OrderMoney"];
            item: components["schemas"]["ItemID"];
            /** @description What I call the line; given back with it. */
            key?: string;
            /** Format: date */
            needed_by?: string;
            note?: string;
            price?: components["schemas"]["OrderMoney"];
            /** @description In the unit that the item is sold in. */
            quantity: string;
            supplier: components["schemas"]["CompanyID"];
            /** @description UN/ECE Rec 20, to make sure: one that the item is not sold in is in the way. */
            unit?: string;
        };
        /**
         * @description Default is all_or_nothing.
         * @enum {string}
         */
        PurchaseMode: "all_or_nothing" | "those_that_accept";
        /** @description total: as I saw it; where it is given, a total above it asks for agreed, the total up to which I agree. */
        PurchaseOrderDraft: {
            agreed?: components["schemas"]["OrderMoney"];
            /**
             * Format: date
             * @description For lines that say nothing.
             */
            needed_by?: string;
            note?: string;
            reference?: string;
            supplier: components["schemas"]["CompanyID"];
            total?: components["schemas"]["OrderMoney"];
        };
        PurchasePage: {
            items: components["schemas"]["Purchase"][];
            next?: string;
        };
        PurchasePlan: {
            aim: components["schemas"]["PlanAim"];
            because: components["schemas"]["PlanBecause"][];
            /** @description pay, with waiting, the worth of paying later, and what the orders cost me. */
            cost: string;
            /** @description Of what the aim makes small. */
            gap?: string;
            lines: components["schemas"]["PlanLine"][];
            orders: components["schemas"]["PlanOrder"][];
            /** @description What is paid to all suppliers, net of tax. */
            pay: string;
            /** @description By how much less is paid than at the cheapest supplier that has all of it; absent where nobody has. */
            saving?: string;
            /**
             * @description proven: no plan is better; bounded: one that is better is so by gap at most; unproven: because says why nothing is promised; impossible: none keeps the rules and the least orders. Where impossible has orders, it is the plan that comes nearest, and missing says what they lack.
             * @enum {string}
             */
            stands: "proven" | "bounded" | "unproven" | "impossible";
        };
        PurchasePlans: {
            /**
             * Format: date-time
             * @description The moment of all figures.
             */
            at: string;
            /** @description Of all amounts but those of orders. */
            currency: string;
            /** @description Lines that are in no plan. */
            left: components["schemas"]["PlanLeft"][];
            /** @description What one more order costs me. */
            order_cost: string;
            /** @description One for each aim; none where no line can be ordered. */
            plans: components["schemas"]["PurchasePlan"][];
            rules: components["schemas"]["PlanRulePrice"][];
            single?: components["schemas"]["PlanSingle"];
        };
        PurchasePreview: {
            /**
             * Format: date-time
             * @description The moment of all figures.
             */
            at: string;
            mode: components["schemas"]["PurchaseMode"];
            /** @description One for each supplier, in the order in which the lines name them. */
            orders: components["schemas"]["PlannedOrder"][];
            /** @description createPurchase would take this now. */
            ready: boolean;
        };
        ReceiptAmount: {
            amount: string;
            currency: string;
        };
        ReceiptBound: {
            amount?: string;
            margin?: string;
        };
        ReceiptBreak: {
            from: string;
            unit: components["schemas"]["ReceiptAmount"];
        };
        ReceiptExtra: {
            amount: components["schemas"]["ReceiptAmount"];
            /** @enum {string} */
            kind: "promotion" | "freight" | "fee";
            name: string;
            ref?: string;
            /** Format: int64 */
            version: number;
        };
        ReceiptFacts: {
            cost?: components["schemas"]["ReceiptAmount"];
            policy: {
                /** @description Least margin, in percent; only in a supplier's. */
                floor?: string;
                order?: string[];
                /** @enum {string} */
                precedence: "" | "best" | "priority";
                shows_list: boolean;
                /** Format: int64 */
                version: number;
            };
            prices: components["schemas"]["ReceiptPrice"][];
            rates?: {
                currency: string;
                /** Format: date-time */
                day: string;
                per_eur: string;
            }[];
        };
        ReceiptLine: {
            gross?: components["schemas"]["ReceiptAmount"];
            net: components["schemas"]["ReceiptAmount"];
            rounding: string;
            tax?: components["schemas"]["ReceiptAmount"];
        };
        /** @description The order that the line stands in: all that its promotions, freight and fees are worked out from. A buyer's has the promotions that apply; bounded are lines that some promotion stays off, where they would fall under what their supplier sets as the least: what each came to stands for that. */
        ReceiptOrder: {
            /** @description It stands in the place of another offer of the same supplier for the line. */
            aside: boolean;
            /** @description Lines, from 0. */
            bounded?: number[];
            /** @description What promotions look at. */
            buyer: Record<string, never>;
            /** @description Of the comparison. */
            compared: string;
            conditions: {
                fee?: components["schemas"]["ReceiptAmount"];
                fee_below?: components["schemas"]["ReceiptAmount"];
                /** @enum {string} */
                freight_by?: "flat" | "weight" | "value";
                freight_free_from?: components["schemas"]["ReceiptAmount"];
                freight_steps?: {
                    cost: components["schemas"]["ReceiptAmount"];
                    from: string;
                }[];
                minimum_order?: components["schemas"]["ReceiptAmount"];
            };
            /** @description Of the supplier's bill. */
            currency: string;
            /** @description Which of the lines this receipt is of, from 0. */
            line: number;
            lines: {
                case?: string;
                category?: string;
                family?: string;
                floor?: components["schemas"]["ReceiptAmount"];
                item: string;
                name: string;
                price: components["schemas"]["ReceiptAmount"];
                quantity: string;
                sku: string;
                /** @description Of all of it, in kilograms. */
                weight?: string;
            }[];
            /** Format: date-time */
            moment: string;
            needed: components["schemas"]["ReceiptAmount"];
            /** @description Each with all its terms. */
            promotions?: {
                id: string;
                kind: string;
                name: string;
                /** Format: int64 */
                version: number;
            }[];
            rates?: {
                currency: string;
                /** Format: date-time */
                day: string;
                per_eur: string;
            }[];
            result: {
                after: components["schemas"]["ReceiptAmount"][];
                applied: {
                    free_freight?: boolean;
                    lines: {
                        amount: components["schemas"]["ReceiptAmount"];
                        line: number;
                    }[];
                    promotion: string;
                }[];
                fee: components["schemas"]["ReceiptAmount"];
                freight: components["schemas"]["ReceiptAmount"];
                freight_unknown?: boolean;
                /** @description Of each line, before promotions. */
                net: components["schemas"]["ReceiptAmount"][];
                not?: {
                    name: string;
                    promotion: string;
                    reason: string;
                }[];
            };
            /** @description Version of the rules that put promotions together. */
            rules: number;
            /** @description What promotions do is said in the result and cannot be worked out from what a buyer may see. */
            stated?: boolean;
            together: {
                mode?: string;
                most_per_line?: number;
                most_percent?: string;
            };
        };
        ReceiptParty: {
            id: string;
            name: string;
        };
        ReceiptPrice: {
            breaks?: components["schemas"]["ReceiptBreak"][];
            family_breaks: boolean;
            /** Format: date-time */
            from?: string;
            /** @enum {string} */
            kind: "base" | "region" | "channel" | "group" | "customer" | "contract" | "own";
            /** @description What is left of a contract. */
            left?: string;
            list?: string;
            name: string;
            priority: number;
            rounding?: {
                ending: string;
                mode: string;
                step: string;
            };
            rule?: {
                /** @enum {string} */
                basis: "base" | "cost";
                ceiling: components["schemas"]["ReceiptBound"];
                floor: components["schemas"]["ReceiptBound"];
                percent: string;
            };
            tax_included: boolean;
            tax_rate: string;
            unit: components["schemas"]["ReceiptAmount"];
            /** Format: date-time */
            until?: string;
            /** Format: int64 */
            version: number;
        };
        ReceiptResult: {
            /** @description The quantity from which the price holds. */
            break: string;
            /** @description Which of the prices, from 0. */
            from: number;
            gross?: components["schemas"]["ReceiptAmount"];
            next?: components["schemas"]["ReceiptBreak"];
            not: {
                price: number;
                /** @enum {string} */
                reason: "not_yet" | "ended" | "superseded" | "called_off" | "no_basis" | "under_floor" | "other_currency" | "higher" | "lower_rank";
                unit?: components["schemas"]["ReceiptAmount"];
            }[];
            steps: {
                /** @enum {string} */
                code: "price" | "basis" | "percent" | "floor" | "ceiling" | "round" | "break" | "tax";
                unit: components["schemas"]["ReceiptAmount"];
                value: string;
            }[];
            unit: components["schemas"]["ReceiptAmount"];
        };
        /** @description Over the receipt as JSON with sorted keys and without white space. */
        ReceiptSignature: {
            /** @enum {string} */
            alg: "Ed25519";
            kid: string;
            /** @description base64url. */
            value: string;
        };
        /** @description What to keep. `hub receipt verify` checks it without a network. */
        SignedReceipt: {
            receipt: components["schemas"]["PriceReceipt"];
            signature: components["schemas"]["ReceiptSignature"];
        };
    };
    responses: {
        /** @description What is wrong and what to do. */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /** @description Cursor of the page before, from its `next`. */
        After: string;
        /** @description The company that acts. */
        Company: components["schemas"]["CompanyID"];
        /** @description A value of the client's own (a UUID is good). The same key with the same request answers what the first one answered and does nothing again; with another request it is refused. Kept for 24 hours. */
        IdempotencyKey: string;
        /** @description The ETag that was read. A resource that has changed since answers 412 and stays as it is. */
        IfMatch: string;
        /** @description How many entries to answer with. Default 50. */
        Limit: number;
        OrderInPath: components["schemas"]["OrderID"];
        /** @description Its number in the order. */
        OrderLineInPath: number;
        /** @description Default is newest. due is what has to be answered first */
        OrderSorting: components["schemas"]["OrderSort"];
        /** @description Default is all. */
        OrderStatusFilter: components["schemas"]["OrderStatus"];
        /** @description True: only orders with lines that wait for me. */
        OrderWaiting: boolean;
        /** @description Words; each occurs in the number, my or their reference, the other company's name, or the customer code. */
        OrderWords: string;
        PurchaseInPath: components["schemas"]["PurchaseID"];
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getOrderSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderSettings"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putOrderSettings: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read. A resource that has changed since answers 412 and stays as it is. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderSettingsDraft"];
            };
        };
        responses: {
            /** @description The settings. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderSettings"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listOrders: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                buyer?: components["schemas"]["CompanyID"];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                /** @description Words; each occurs in the number, my or their reference, the other company's name, or the customer code. */
                q?: components["parameters"]["OrderWords"];
                /** @description Default is newest. due is what has to be answered first */
                sort?: components["parameters"]["OrderSorting"];
                /** @description Default is all. */
                status?: components["parameters"]["OrderStatusFilter"];
                /** @description True: only orders with lines that wait for me. */
                waiting?: components["parameters"]["OrderWaiting"];
            };
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of orders. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                order: components["parameters"]["OrderInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The order. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    actOnOrder: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read. A resource that has changed since answers 412 and stays as it is. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                order: components["parameters"]["OrderInPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderActs"];
            };
        };
        responses: {
            /** @description The order. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getLineReceipt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                /** @description Its number in the order. */
                line: components["parameters"]["OrderLineInPath"];
                order: components["parameters"]["OrderInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The receipt as the buyer has it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedReceipt"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    writeToBuyer: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of the client's own (a UUID is good). The same key with the same request answers what the first one answered and does nothing again; with another request it is refused. Kept for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                order: components["parameters"]["OrderInPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderMessageDraft"];
            };
        };
        responses: {
            /** @description The message. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderMessage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    acceptOrders: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrdersAccept"];
            };
        };
        responses: {
            /** @description What became of each. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersAccepted"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    exportOrders: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of the client's own (a UUID is good). The same key with the same request answers what the first one answered and does nothing again; with another request it is refused. Kept for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderExport"];
            };
        };
        responses: {
            /** @description The job. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listPlacedOrders: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                /** @description Words; each occurs in the number, my or their reference, the other company's name, or the customer code. */
                q?: components["parameters"]["OrderWords"];
                /** @description Default is newest. due is what has to be answered first */
                sort?: components["parameters"]["OrderSorting"];
                /** @description Default is all. */
                status?: components["parameters"]["OrderStatusFilter"];
                supplier?: components["schemas"]["CompanyID"];
                /** @description True: only orders with lines that wait for me. */
                waiting?: components["parameters"]["OrderWaiting"];
            };
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of orders. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getPlacedOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                order: components["parameters"]["OrderInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The order. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    actOnPlacedOrder: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read. A resource that has changed since answers 412 and stays as it is. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                order: components["parameters"]["OrderInPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderActs"];
            };
        };
        responses: {
            /** @description The order. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getPlacedOrderAsBasket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                order: components["parameters"]["OrderInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The lines. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderBasket"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getPlacedLineReceipt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                /** @description Its number in the order. */
                line: components["parameters"]["OrderLineInPath"];
                order: components["parameters"]["OrderInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The receipt. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedReceipt"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    writeToSupplier: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of the client's own (a UUID is good). The same key with the same request answers what the first one answered and does nothing again; with another request it is refused. Kept for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                order: components["parameters"]["OrderInPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderMessageDraft"];
            };
        };
        responses: {
            /** @description The message. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderMessage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    exportPlacedOrders: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of the client's own (a UUID is good). The same key with the same request answers what the first one answered and does nothing again; with another request it is refused. Kept for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderExport"];
            };
        };
        responses: {
            /** @description The job. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listPurchases: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PurchasePage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createPurchase: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of the client's own (a UUID is good). The same key with the same request answers what the first one answered and does nothing again; with another request it is refused. Kept for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PurchaseDraft"];
            };
        };
        responses: {
            /** @description The purchase. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Purchase"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getPurchase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                purchase: components["parameters"]["PurchaseInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The purchase. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Purchase"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    planPurchase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanRequest"];
            };
        };
        responses: {
            /** @description The plans. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PurchasePlans"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    previewPurchase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PurchaseDraft"];
            };
        };
        responses: {
            /** @description What it would come to. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PurchasePreview"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
}
