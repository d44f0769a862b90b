// Written by `npm run gen` from api/openapi/catalog.yaml. Do not edit.
export interface paths {
    "/api/companies/{company}/categories": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** My categories, with what they stand for */
        get: operations["listCategories"];
        /**
         * Describe a category
         * @description Heading of the Harmonized System and the attributes that its items have. Values that items have already are read as it asks now, and converted where it asks for another unit; what does not fit stays as a text. Where these are many a job does it, and until then the category is as it was.
         */
        put: operations["putCategory"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/categories/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /**
         * Which headings a category may stand for
         * @description Judged by its name and the names of its items, in Chinese or English.
         */
        get: operations["suggestHeadings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/headings": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /**
         * Headings of the Harmonized System
         * @description With `q`, those with these words or this beginning of a code; with `under`, those directly below a code; with neither, the chapters.
         */
        get: operations["searchHeadings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/items": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /**
         * My items
         * @description `total` is counted for the first page only.
         */
        get: operations["listItems"];
        put?: never;
        /** Put an item on sale */
        post: operations["createItem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/items/{item}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                item: components["parameters"]["ItemInPath"];
            };
            cookie?: never;
        };
        /** One item, with all that belongs to it */
        get: operations["getItem"];
        /**
         * Change an item
         * @description What the draft does not give is empty afterwards.
         */
        put: operations["updateItem"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/items/{item}/conversions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                item: components["parameters"]["ItemInPath"];
            };
            cookie?: never;
        };
        /**
         * A quantity in all units of the item, and what one of each costs
         * @description Exact. What rests on a guess, such as the nominal weight of a piece, says so.
         */
        get: operations["convertItem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/items/{item}/history": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                item: components["parameters"]["ItemInPath"];
            };
            cookie?: never;
        };
        /** What changed of an item, and who did it */
        get: operations["listItemHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/items/{item}/media": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                item: components["parameters"]["ItemInPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload a picture or a document
         * @description PNG, JPEG, WebP or GIF of at most 20 MiB, 12,000 pixels a side and 24 megapixels; or PDF of at most 50 MiB. What it is, is found in its content.
         */
        post: operations["addMedia"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/items/{item}/media/{media}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                item: components["parameters"]["ItemInPath"];
                media: components["parameters"]["MediaInPath"];
            };
            cookie?: never;
        };
        /** The picture or document as it was uploaded */
        get: operations["getMedia"];
        put?: never;
        post?: never;
        /**
         * Remove a picture or document
         * @description It is kept for 30 days; undoing the revision brings it back.
         */
        delete: operations["removeMedia"];
        options?: never;
        head?: never;
        /** Title and words for those who do not see the picture */
        patch: operations["describeMedia"];
        trace?: never;
    };
    "/api/companies/{company}/items/{item}/media/{media}/thumbnail": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                item: components["parameters"]["ItemInPath"];
                media: components["parameters"]["MediaInPath"];
            };
            cookie?: never;
        };
        /** A picture, at most 320 pixels a side */
        get: operations["getThumbnail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/items/{item}/media/from-address": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                item: components["parameters"]["ItemInPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a picture or document from the web
         * @description Runs as a job. Only public https addresses are called.
         */
        post: operations["fetchMedia"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/items/{item}/media/order": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                item: components["parameters"]["ItemInPath"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Say in which order pictures and documents come
         * @description Those that are not named come behind, in their order.
         */
        put: operations["orderMedia"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/items/{item}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                item: components["parameters"]["ItemInPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Offer a withdrawn item again */
        post: operations["restoreItem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/items/{item}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                item: components["parameters"]["ItemInPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take an item out of every offer */
        post: operations["withdrawItem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/items/bulk": {
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
         * Change many items at once
         * @description Name items, or a filter. With `dry_run` nothing changes and the answer says what would. An item that the change does not fit is flagged and stays. All of it is one revision, which can be undone. Many items are changed by a job, whose revision stands in the history when it has ended.
         */
        post: operations["changeItems"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/items/export": {
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
         * Write items into a file
         * @description Runs as a job.
         */
        post: operations["exportItems"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/revisions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** What was done to my catalogue, and who did it */
        get: operations["listRevisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/revisions/{revision}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                revision: components["parameters"]["RevisionInPath"];
            };
            cookie?: never;
        };
        /** One revision */
        get: operations["getRevision"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/revisions/{revision}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                revision: components["parameters"]["RevisionInPath"];
            };
            cookie?: never;
        };
        /** The items that a revision changed */
        get: operations["listRevisionChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/revisions/{revision}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                revision: components["parameters"]["RevisionInPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo a revision
         * @description Brings back, field by field, what nobody has changed since, and names the rest; an item that the revision made is withdrawn. The undoing is a revision of its own. Many items are brought back by a job.
         */
        post: operations["undoRevision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/suppliers/{supplier}/items/{item}/media": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                item: components["parameters"]["ItemInPath"];
                /** @description The supplier that is looked at. */
                supplier: components["parameters"]["SupplierInPath"];
            };
            cookie?: never;
        };
        /**
         * Pictures and documents of an item that is offered to me
         * @description Documents where the supplier shows them.
         */
        get: operations["listOfferedMedia"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/suppliers/{supplier}/items/{item}/media/{media}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                item: components["parameters"]["ItemInPath"];
                media: components["parameters"]["MediaInPath"];
                /** @description The supplier that is looked at. */
                supplier: components["parameters"]["SupplierInPath"];
            };
            cookie?: never;
        };
        /** A picture or document of an item that is offered to me */
        get: operations["getOfferedMedia"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/suppliers/{supplier}/items/{item}/media/{media}/thumbnail": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                item: components["parameters"]["ItemInPath"];
                media: components["parameters"]["MediaInPath"];
                /** @description The supplier that is looked at. */
                supplier: components["parameters"]["SupplierInPath"];
            };
            cookie?: never;
        };
        /** A small picture of an item that is offered to me */
        get: operations["getOfferedThumbnail"];
        put?: never;
        post?: never;
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
        AttributeDefinition: {
            /** @description Of a choice. */
            choices?: string[];
            key: string;
            kind: components["schemas"]["AttributeKind"];
            name: string;
            required?: boolean;
            /** @description Of a number; UN/ECE Recommendation 20. */
            unit?: string;
        };
        /** @enum {string} */
        AttributeKind: "text" | "number" | "boolean" | "choice";
        /** @description Give items or filter, and something to set. */
        BulkItemChange: {
            dry_run?: boolean;
            /**
             * Format: int64
             * @description How many items the caller believes are found; when it is another number by now, it is refused with `catalog.filter_moved`.
             */
            expected?: number;
            filter?: components["schemas"]["CatalogItemFilter"];
            items?: components["schemas"]["ItemID"][];
            set: components["schemas"]["BulkItemSet"];
        };
        /** @description matched = changed + unchanged + flagged, once it is done; with a job only matched is known. */
        BulkItemOutcome: {
            /** Format: int64 */
            changed: number;
            /** Format: int64 */
            flagged: number;
            job?: components["schemas"]["Job"];
            /** Format: int64 */
            matched: number;
            /** @description The first 100 flagged items. */
            problems: components["schemas"]["FlaggedItem"][];
            revision?: components["schemas"]["RevisionID"];
            /** Format: int64 */
            unchanged: number;
        };
        /** @description What is absent stays. */
        BulkItemSet: {
            /** @description An empty value takes the attribute away. */
            attributes?: components["schemas"]["ItemAttributeDraft"][];
            brand?: string;
            category?: string;
            family?: string;
            state?: components["schemas"]["ItemState"];
            unit?: string;
        };
        CatalogCategories: {
            items: components["schemas"]["CatalogCategory"][];
        };
        CatalogCategory: {
            attributes: components["schemas"]["AttributeDefinition"][];
            /** @description For If-Match. */
            etag: string;
            /**
             * Format: int64
             * @description After a change: items whose values were read anew.
             */
            followed?: number;
            heading?: components["schemas"]["Heading"];
            /**
             * Format: int64
             * @description Active items.
             */
            items: number;
            job?: components["schemas"]["Job"];
            name: string;
            /**
             * Format: int64
             * @description After a change: values that do not fit any more, and stay as texts.
             */
            unfit?: number;
            /** Format: int64 */
            withdrawn: number;
        };
        CatalogCategoryDraft: {
            attributes: components["schemas"]["AttributeDefinition"][];
            /** @description Of the Harmonized System, 4 or 6 digits; empty for none. */
            heading?: string;
            name: string;
        };
        CatalogItem: {
            attributes: components["schemas"]["ItemAttribute"][];
            /** @description Keys of the attributes in which the items of the family differ. */
            axes: string[];
            brand?: string;
            /** @description Counted in pieces and priced by weight; the unit is one of mass. */
            catch_weight: boolean;
            category: string;
            datasheet?: string;
            description?: string;
            /** @description Items of one family are variants of each other. */
            family?: string;
            gtin?: string;
            heading?: components["schemas"]["Heading"];
            id: components["schemas"]["ItemID"];
            lead_days?: number;
            media: components["schemas"]["ItemMedia"][];
            minimum: string;
            mpn?: string;
            multiple: string;
            name: string;
            /** @description About what a piece weighs, in the item's unit. */
            nominal_weight?: string;
            /** @description From the smallest up. */
            packs: components["schemas"]["ItemPack"][];
            sku: string;
            state: components["schemas"]["ItemState"];
            /** @description What is counted and priced. */
            unit: string;
            /** Format: date-time */
            updated_at: string;
            /** @description The other items of the family, by SKU; at most 200. */
            variants: components["schemas"]["ItemVariant"][];
        };
        /** @description Texts as they come; each that cannot be understood is a field of the refusal. */
        CatalogItemDraft: {
            attributes?: components["schemas"]["ItemAttributeDraft"][];
            brand?: string;
            catch_weight?: boolean;
            category?: string;
            datasheet?: string;
            description?: string;
            family?: string;
            gtin?: string;
            lead_days?: string;
            minimum?: string;
            mpn?: string;
            multiple?: string;
            name: string;
            /** @description In the item's unit, or with another unit of mass. */
            nominal_weight?: string;
            packs?: components["schemas"]["ItemPackDraft"][];
            sku: string;
            unit?: string;
        };
        CatalogItemExport: {
            filter?: components["schemas"]["CatalogItemFilter"];
            /** @enum {string} */
            format: "csv" | "xlsx";
        };
        CatalogItemFilter: {
            brand?: string;
            category?: string;
            family?: string;
            q?: string;
            state?: components["schemas"]["ItemStateFilter"];
            without?: components["schemas"]["ItemLack"][];
        };
        CatalogItemPage: {
            items: components["schemas"]["ItemRow"][];
            next?: string;
            /** Format: int64 */
            total?: number;
        };
        /** @example com_06evk3q2b5vt8h0000000000a0 */
        CompanyID: string;
        FlaggedItem: {
            item: components["schemas"]["ItemID"];
            name: string;
            problems: components["schemas"]["ProblemField"][];
            sku: string;
        };
        /** @description Of the Harmonized System. */
        Heading: {
            code: string;
            /** @description English. */
            name: string;
            /** @description Where there is a Chinese name. */
            name_zh?: string;
            /** @description Names of what it lies in, from the chapter down, in English. */
            path: string[];
            /** @description Of a suggestion: 0 to 1. */
            score?: number;
        };
        HeadingList: {
            items: components["schemas"]["Heading"][];
        };
        ItemAttribute: {
            key: string;
            kind?: components["schemas"]["AttributeKind"];
            /** @description As the category calls it; absent where the category does not describe the key. */
            name?: string;
            /** @description Code of why the value does not fit what the category says today. */
            problem?: string;
            /** @description UN/ECE Recommendation 20 code. */
            unit?: string;
            /** @description A number is a plain decimal in the unit, a boolean is true or false. */
            value: string;
        };
        ItemAttributeDraft: {
            key: string;
            /** @description Unit of the value where the value does not say it. */
            unit?: string;
            /** @description A number may bring its unit (12 mm); it is converted, exactly, to the unit of the category. Empty: none. */
            value: string;
        };
        ItemConversion: {
            guess: boolean;
            level?: components["schemas"]["PackLevel"];
            /** @description Of one of this unit, six decimal places. */
            price?: string;
            /** @description Whether the price is not rounded. */
            price_exact?: boolean;
            /** @description Exact: a decimal, or a fraction such as 1/3. */
            quantity: string;
            /** @description The same with at most six decimal places. */
            shown: string;
            unit: string;
        };
        ItemConversions: {
            lines: components["schemas"]["ItemConversion"][];
        };
        ItemFieldChange: {
            /** @description Absent for none. */
            after?: string;
            /** @description Absent for none. */
            before?: string;
            /** @description Such as name, price, breaks, promotion, stock, `attributes/colour`, `packs/case`. */
            field: string;
        };
        ItemHistoryEntry: {
            changes: components["schemas"]["ItemFieldChange"][];
            /** @description Whether the revision made the item. */
            created: boolean;
            revision: components["schemas"]["Revision"];
        };
        ItemHistoryPage: {
            items: components["schemas"]["ItemHistoryEntry"][];
            next?: string;
        };
        /** @example itm_06evk3q2b5vt8h0000000000a0 */
        ItemID: string;
        /**
         * @description category: of no category but “general”.
         * @enum {string}
         */
        ItemLack: "picture" | "category" | "barcode" | "brand" | "description";
        ItemMedia: {
            /** Format: date-time */
            added_at: string;
            alt?: string;
            height?: number;
            id: components["schemas"]["MediaID"];
            /** @enum {string} */
            kind: "image" | "document";
            /** @description Of the file. */
            name: string;
            /**
             * Format: int64
             * @description Bytes.
             */
            size: number;
            title?: string;
            /** @enum {string} */
            type: "image/png" | "image/jpeg" | "image/webp" | "image/gif" | "application/pdf";
            /** @description Pixels, as height. */
            width?: number;
        };
        ItemMediaList: {
            media: components["schemas"]["ItemMedia"][];
        };
        ItemPack: {
            /** @description How many of the item's unit; of an item with catch weight, how many pieces. */
            contains: string;
            /** @description In kilograms. */
            gross_weight?: string;
            gtin?: string;
            level: components["schemas"]["PackLevel"];
            /** @description UN/ECE Recommendation 20 or 21 code of the pack itself, such as XCS. */
            unit: string;
        };
        ItemPackDraft: {
            contains: string;
            /** @description A number of kilograms, or with another unit of mass. */
            gross_weight?: string;
            gtin?: string;
            level: components["schemas"]["PackLevel"];
            /** @description Default: H87, XBX, XCS or XPX, by level. */
            unit?: string;
        };
        ItemRow: {
            brand?: string;
            category: string;
            family?: string;
            gtin?: string;
            id: components["schemas"]["ItemID"];
            mpn?: string;
            name: string;
            picture?: components["schemas"]["MediaID"];
            sku: string;
            state: components["schemas"]["ItemState"];
            unit: string;
            /** Format: date-time */
            updated_at: string;
        };
        /** @enum {string} */
        ItemState: "active" | "withdrawn";
        /** @enum {string} */
        ItemStateFilter: "active" | "withdrawn" | "all";
        ItemVariant: {
            item: components["schemas"]["ItemID"];
            name: string;
            sku: string;
            state: components["schemas"]["ItemState"];
            /** @description Along the axes, in their order; one that it does not have is missing. */
            values: components["schemas"]["ItemAttribute"][];
        };
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
        KeptField: {
            field: string;
            item: components["schemas"]["ItemID"];
            sku: string;
        };
        MediaAddress: {
            /** @description https address. */
            address: string;
            alt?: string;
            title?: string;
        };
        MediaID: string;
        MediaOrder: {
            media: components["schemas"]["MediaID"][];
        };
        MediaRemoved: {
            revision: components["schemas"]["RevisionID"];
        };
        MediaWords: {
            alt: string;
            title: string;
        };
        /** @enum {string} */
        PackLevel: "each" | "inner" | "case" | "pallet";
        PersonID: string;
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
        Revision: {
            /** Format: date-time */
            at: string;
            cause: components["schemas"]["RevisionCause"];
            first: components["schemas"]["RevisionItem"];
            id: components["schemas"]["RevisionID"];
            /**
             * Format: int64
             * @description How many it changed.
             */
            items: number;
            /**
             * Format: int64
             * @description Of an undo: fields that it left because they were changed since.
             */
            kept?: number;
            person?: components["schemas"]["PersonID"];
            person_name?: string;
            /** @description Id of the import of an import or rollback, of the undone revision of an undo; name of a category. */
            source?: string;
            undoable: boolean;
            undone_by?: components["schemas"]["RevisionID"];
        };
        /** @enum {string} */
        RevisionCause: "item" | "bulk" | "sheet" | "import" | "rollback" | "undo" | "category";
        RevisionChange: {
            changes: components["schemas"]["ItemFieldChange"][];
            created: boolean;
            item: components["schemas"]["ItemID"];
            name: string;
            sku: string;
        };
        RevisionChangePage: {
            items: components["schemas"]["RevisionChange"][];
            next?: string;
        };
        RevisionID: string;
        /** @description One of the items that a revision changed, as it is called now. */
        RevisionItem: {
            name: string;
            sku: string;
        };
        RevisionPage: {
            items: components["schemas"]["Revision"][];
            next?: string;
        };
        UndoOutcome: {
            job?: components["schemas"]["Job"];
            /**
             * Format: int64
             * @description Fields that stay as they are.
             */
            kept: number;
            /** @description The first 200 of them. */
            kept_fields: components["schemas"]["KeptField"][];
            /**
             * Format: int64
             * @description Items of which something was brought back.
             */
            restored: number;
            revision?: components["schemas"]["RevisionID"];
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
        ItemInPath: components["schemas"]["ItemID"];
        /** @description How many entries to answer with. Default 50. */
        Limit: number;
        MediaInPath: components["schemas"]["MediaID"];
        RevisionInPath: components["schemas"]["RevisionID"];
        /** @description The supplier that is looked at. */
        SupplierInPath: components["schemas"]["CompanyID"];
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listCategories: {
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
            /** @description By name; those of items, and those that were described. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogCategories"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putCategory: {
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
                "application/json": components["schemas"]["CatalogCategoryDraft"];
            };
        };
        responses: {
            /** @description The category. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogCategory"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    suggestHeadings: {
        parameters: {
            query: {
                category: string;
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
            /** @description The likeliest first, at most 10. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeadingList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    searchHeadings: {
        parameters: {
            query?: {
                q?: string;
                under?: string;
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
            /** @description At most 50. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeadingList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listItems: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                brand?: string;
                category?: string;
                family?: string;
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                /** @description Words; each occurs in SKU, name, brand, manufacturer's number or GTIN. */
                q?: string;
                /** @description Default is sku; updated: the latest change first. */
                sort?: "sku" | "name" | "updated";
                /** @description Default is active. */
                state?: components["schemas"]["ItemStateFilter"];
                /** @description Only items that lack each of these. */
                without?: components["schemas"]["ItemLack"][];
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
            /** @description Items, with the number of all that the filter finds. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogItemPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createItem: {
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
                "application/json": components["schemas"]["CatalogItemDraft"];
            };
        };
        responses: {
            /** @description The item. */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogItem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getItem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                item: components["parameters"]["ItemInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The item. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogItem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    updateItem: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read. A resource that has changed since answers 412 and stays as it is. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                item: components["parameters"]["ItemInPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CatalogItemDraft"];
            };
        };
        responses: {
            /** @description The item. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogItem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    convertItem: {
        parameters: {
            query?: {
                /** @description What one of that unit costs, a decimal; then the answer has prices. */
                price?: string;
                /** @description Default 1. */
                quantity?: string;
                /** @description Unit of the quantity, by code or name; default is the unit of the item. */
                unit?: string;
            };
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                item: components["parameters"]["ItemInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description From the item's unit up. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemConversions"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listItemHistory: {
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
                item: components["parameters"]["ItemInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The latest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemHistoryPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    addMedia: {
        parameters: {
            query: {
                /** @description What the picture shows. */
                alt?: string;
                /** @description Name of the file. */
                name: string;
                title?: string;
            };
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                item: components["parameters"]["ItemInPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "*/*": string;
            };
        };
        responses: {
            /** @description The picture or document; a picture comes behind the others. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemMedia"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getMedia: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                item: components["parameters"]["ItemInPath"];
                media: components["parameters"]["MediaInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its content. */
            200: {
                headers: {
                    "Cache-Control"?: string;
                    "Content-Disposition"?: string;
                    "Content-Security-Policy"?: string;
                    "X-Content-Type-Options"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    removeMedia: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                item: components["parameters"]["ItemInPath"];
                media: components["parameters"]["MediaInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Gone. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MediaRemoved"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    describeMedia: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                item: components["parameters"]["ItemInPath"];
                media: components["parameters"]["MediaInPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MediaWords"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemMedia"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getThumbnail: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                item: components["parameters"]["ItemInPath"];
                media: components["parameters"]["MediaInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JPEG or PNG. */
            200: {
                headers: {
                    "Cache-Control"?: string;
                    "Content-Disposition"?: string;
                    "Content-Security-Policy"?: string;
                    "X-Content-Type-Options"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    fetchMedia: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of the client's own (a UUID is good). The same key with the same request answers what the first one answered and does nothing again; with another request it is refused. Kept for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                item: components["parameters"]["ItemInPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MediaAddress"];
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
    orderMedia: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                item: components["parameters"]["ItemInPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MediaOrder"];
            };
        };
        responses: {
            /** @description In the new order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemMediaList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    restoreItem: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read. A resource that has changed since answers 412 and stays as it is. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                item: components["parameters"]["ItemInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The item. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogItem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    withdrawItem: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read. A resource that has changed since answers 412 and stays as it is. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                item: components["parameters"]["ItemInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The item. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogItem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    changeItems: {
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
                "application/json": components["schemas"]["BulkItemChange"];
            };
        };
        responses: {
            /** @description What became of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkItemOutcome"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    exportItems: {
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
                "application/json": components["schemas"]["CatalogItemExport"];
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
    listRevisions: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                cause?: components["schemas"]["RevisionCause"];
                from?: string;
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                person?: components["schemas"]["PersonID"];
                /** @description Not included. */
                to?: string;
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
            /** @description The latest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevisionPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getRevision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                revision: components["parameters"]["RevisionInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The revision. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Revision"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listRevisionChanges: {
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
                revision: components["parameters"]["RevisionInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Field by field. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevisionChangePage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    undoRevision: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of the client's own (a UUID is good). The same key with the same request answers what the first one answered and does nothing again; with another request it is refused. Kept for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                revision: components["parameters"]["RevisionInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What became of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UndoOutcome"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listOfferedMedia: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                item: components["parameters"]["ItemInPath"];
                /** @description The supplier that is looked at. */
                supplier: components["parameters"]["SupplierInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In the supplier's order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemMediaList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getOfferedMedia: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                item: components["parameters"]["ItemInPath"];
                media: components["parameters"]["MediaInPath"];
                /** @description The supplier that is looked at. */
                supplier: components["parameters"]["SupplierInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its content. */
            200: {
                headers: {
                    "Cache-Control"?: string;
                    "Content-Disposition"?: string;
                    "Content-Security-Policy"?: string;
                    "X-Content-Type-Options"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getOfferedThumbnail: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                item: components["parameters"]["ItemInPath"];
                media: components["parameters"]["MediaInPath"];
                /** @description The supplier that is looked at. */
                supplier: components["parameters"]["SupplierInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JPEG or PNG. */
            200: {
                headers: {
                    "Cache-Control"?: string;
                    "Content-Disposition"?: string;
                    "Content-Security-Policy"?: string;
                    "X-Content-Type-Options"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
}
