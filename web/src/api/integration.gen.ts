// Written by `npm run gen` from api/openapi/integration.yaml. Do not edit.
export interface paths {
    "/api/companies/{company}/imports": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** Price files I imported */
        get: operations["listImports"];
        put?: never;
        /**
         * Bring a price file
         * @description CSV and other delimited text, XLSX, JSON or JSON lines, at most 2 GiB; pasted text is sent the same way. The body is streamed. Answers what the columns seem to be; nothing is taken in before the commit, which `take` asks for in the same call.
         */
        post: operations["stageImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/imports/{price_import}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                price_import: components["parameters"]["ImportInPath"];
            };
            cookie?: never;
        };
        /** One import, with its layout, figures and guards */
        get: operations["getImport"];
        put?: never;
        post?: never;
        /** Cancel an import that is not committed, or forget one that has ended */
        delete: operations["deleteImport"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/imports/{price_import}/commit": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                price_import: components["parameters"]["ImportInPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take the good lines in
         * @description Runs as a job, or at a time in the future; a scheduled import can be given another time, or none. A guard that is not confirmed refuses with `integration.guard` and nothing is taken in.
         */
        post: operations["commitImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/imports/{price_import}/layout": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                price_import: components["parameters"]["ImportInPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read the file another way
         * @description With another encoding, delimiter, sheet or heading the columns are guessed anew.
         */
        post: operations["guessImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/imports/{price_import}/lines": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                price_import: components["parameters"]["ImportInPath"];
            };
            cookie?: never;
        };
        /** Lines of an import, judged */
        get: operations["listImportLines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Mend or drop lines
         * @description Each is judged again at once, and committed at once where the others already are.
         */
        patch: operations["fixImportLines"];
        trace?: never;
    };
    "/api/companies/{company}/imports/{price_import}/lines/export": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                price_import: components["parameters"]["ImportInPath"];
            };
            cookie?: never;
        };
        /** The flagged lines as a file */
        get: operations["exportImportLines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/imports/{price_import}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                price_import: components["parameters"]["ImportInPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Judge every line
         * @description Runs as a job. The choice of columns is remembered for files with the same headings.
         */
        post: operations["previewImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/imports/{price_import}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                price_import: components["parameters"]["ImportInPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring back what stood before
         * @description Within 24 hours of the commit. What somebody changed since stays as it is and is counted.
         */
        post: operations["rollBackImport"];
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
        ChosenPriceColumn: {
            field: components["schemas"]["ItemField"];
            from?: string;
            index: number;
            /** @enum {string} */
            numbers?: "point" | "comma";
        };
        /** @example com_06evk3q2b5vt8h0000000000a0 */
        CompanyID: string;
        FieldChange: {
            after: string;
            before: string;
            field: components["schemas"]["ItemField"];
            from?: string;
            /** @description Change of a price, for example -12.5. */
            percent?: string;
        };
        FixedPriceLines: {
            import: components["schemas"]["PriceImport"];
            items: components["schemas"]["PriceLine"][];
        };
        /** @enum {string} */
        GuardCode: "withdraws_share" | "prices_moved" | "currency_changed" | "half_missing" | "same_file" | "duplicate_lines";
        /**
         * @description What a column holds; `skip` for nothing of use. `price_from` is the price of a break, whose quantity stands in the heading or in `from`; `attribute` has its key in `from`. `inner`, `pack` and `pallet` are how many of the unit they contain, `pack_gtin` is the barcode of the case; `image` is the https address of a picture, which is fetched after the commit for items that have none. Several columns of `name` or `description` are joined.
         * @enum {string}
         */
        ItemField: "skip" | "sku" | "gtin" | "mpn" | "brand" | "name" | "description" | "category" | "family" | "unit" | "inner" | "pack" | "pallet" | "pack_gtin" | "attribute" | "price" | "price_from" | "breaks" | "currency" | "valid_from" | "valid_to" | "stock" | "lead_days" | "minimum" | "multiple" | "promotion" | "datasheet" | "image";
        /** @example itm_06evk3q2b5vt8h0000000000a0 */
        ItemID: string;
        JobID: string;
        PriceFileColumn: {
            /** @description 0 to 1. */
            confidence: number;
            /** @description The heading says so, the values look different. */
            doubt?: boolean;
            examples: string[];
            field: components["schemas"]["ItemField"];
            /** @description Quantity that a price_from holds for, or `#7` where it stands in column 7; key of an attribute. */
            from?: string;
            heading: string;
            /** @description From 0. */
            index: number;
            /**
             * @description How its numbers are written.
             * @enum {string}
             */
            numbers?: "point" | "comma" | "unsure";
            /** @enum {string} */
            reason: "learned" | "heading_same" | "heading_alike" | "values" | "chosen" | "none";
        };
        PriceFileReading: {
            delimiter?: string;
            encoding?: string;
            header_line?: number;
            sheet?: number;
        };
        PriceFileRow: {
            cells: string[];
            line: number;
        };
        PriceFileSheet: {
            hidden: boolean;
            index: number;
            /** @description Empty for a text file. */
            name: string;
        };
        PriceGuard: {
            /**
             * Format: date-time
             * @description When the same file was committed.
             */
            at?: string;
            code: components["schemas"]["GuardCode"];
            /**
             * Format: int64
             * @description Items withdrawn, prices moved, lines in; 1 for same_file.
             */
            count: number;
            /**
             * Format: int64
             * @description Out of how many: active items, prices, lines of the last time.
             */
            of?: number;
        };
        PriceImport: {
            choice?: components["schemas"]["PriceImportChoice"];
            columns?: components["schemas"]["PriceFileColumn"][];
            /** Format: date-time */
            committed_at?: string;
            counts: components["schemas"]["PriceImportCounts"];
            /** Format: date-time */
            created_at: string;
            /** @description Name of the colleague. */
            created_by?: string;
            /** @description That the headings name, or that was chosen the last time. */
            currency?: string;
            delimiter?: string;
            /** @example GB18030 */
            encoding?: string;
            encoding_sure?: boolean;
            file_name: string;
            /** @enum {string} */
            format: "csv" | "xlsx" | "json" | "jsonl";
            guards: components["schemas"]["PriceGuard"][];
            /** @description Line of the heading, from 1; -1: there is none. */
            header_line?: number;
            id: components["schemas"]["PriceImportID"];
            job?: components["schemas"]["JobID"];
            /**
             * Format: int64
             * @description Rolled back: items that somebody had changed since, and that stayed.
             */
            kept?: number;
            /** @description Why it failed. */
            problem?: string;
            /** Format: date-time */
            rollback_until?: string;
            /** @description The first rows. */
            sample?: components["schemas"]["PriceFileRow"][];
            /** @description -1: all sheets with the same headings. */
            sheet?: number;
            sheets?: components["schemas"]["PriceFileSheet"][];
            /**
             * Format: int64
             * @description Bytes.
             */
            size: number;
            state: components["schemas"]["PriceImportState"];
            /**
             * Format: date-time
             * @description When it is committed by itself; of a committed one, when lines that begin later are.
             */
            valid_from?: string;
        };
        PriceImportChoice: {
            /** @description For lines that name none. */
            category?: string;
            columns: components["schemas"]["ChosenPriceColumn"][];
            /** @description For lines that name none. */
            currency?: string;
            /** @description For lines that name none; H87 if left out. */
            unit?: string;
            /** @description The file is the whole catalogue; items that are not in it are withdrawn. Default false. */
            whole?: boolean;
        };
        PriceImportCommit: {
            /** @description Guards that somebody has read and means. */
            confirm?: components["schemas"]["GuardCode"][];
            /**
             * Format: date-time
             * @description In the future: taken in then.
             */
            valid_from?: string;
        };
        /** @description lines_in = new + changed + unchanged + flagged + dropped; withdrawn are items that the file does not have. */
        PriceImportCounts: {
            /** Format: int64 */
            changed: number;
            /**
             * Format: int64
             * @description Taken out by somebody.
             */
            dropped: number;
            /** Format: int64 */
            flagged: number;
            /** Format: int64 */
            lines_in: number;
            /** Format: int64 */
            new: number;
            remarks: components["schemas"]["PriceRemark"][];
            /** Format: int64 */
            unchanged: number;
            /**
             * Format: int64
             * @description Good lines of a committed import that begin later; `valid_from` is when the next ones do.
             */
            waiting?: number;
            /** Format: int64 */
            withdrawn: number;
        };
        PriceImportID: string;
        PriceImportPage: {
            items: components["schemas"]["PriceImport"][];
            next?: string;
        };
        /** @enum {string} */
        PriceImportState: "staged" | "judging" | "judged" | "scheduled" | "committing" | "committed" | "rolling_back" | "rolled_back" | "failed";
        PriceLine: {
            cells: components["schemas"]["PriceLineCell"][];
            changes: components["schemas"]["FieldChange"][];
            item?: components["schemas"]["ItemID"];
            /**
             * Format: int64
             * @description In the file; above all lines of the file for an item that it withdraws. Where all sheets are read: the sheet's index times 16777216, and the line in it.
             */
            line: number;
            name?: string;
            outcome: components["schemas"]["PriceLineOutcome"];
            problems: components["schemas"]["PriceLineProblem"][];
            sku?: string;
        };
        PriceLineCell: {
            field: components["schemas"]["ItemField"];
            from?: string;
            value: string;
        };
        PriceLineFix: {
            /** @description Only what changes. */
            cells?: components["schemas"]["PriceLineCell"][];
            /** @description Take the line out instead. */
            drop?: boolean;
            /** Format: int64 */
            line: number;
        };
        PriceLineFixes: {
            lines: components["schemas"]["PriceLineFix"][];
        };
        /** @enum {string} */
        PriceLineOutcome: "new" | "changed" | "unchanged" | "withdrawn" | "flagged" | "dropped";
        PriceLinePage: {
            items: components["schemas"]["PriceLine"][];
            next?: string;
        };
        PriceLineProblem: {
            code: string;
            /** @description Empty for the line as a whole. */
            field: string;
            message: string;
        };
        /** @description Something that good lines have in common and that somebody may want to know. */
        PriceRemark: {
            /** @example no_price */
            code: string;
            /** Format: int64 */
            lines: number;
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
        ImportInPath: components["schemas"]["PriceImportID"];
        /** @description How many entries to answer with. Default 50. */
        Limit: number;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listImports: {
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
            /** @description Newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceImportPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    stageImport: {
        parameters: {
            query: {
                /** @description With `take`: of lines that name none. */
                currency?: string;
                /** @description Name of the file. */
                name: string;
                /** @description Take the good lines in without anybody looking: with the columns as they are guessed, or were chosen for the last file with these headings. An import with a guard, or without anything to take in, stops at the preview. */
                take?: boolean;
                /** @description With `take`: the file is the whole catalogue. */
                whole?: boolean;
            };
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "*/*": string;
            };
        };
        responses: {
            /** @description What it seems to be. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceImport"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                price_import: components["parameters"]["ImportInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The import. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceImport"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                price_import: components["parameters"]["ImportInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Gone; what was committed stays. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    commitImport: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of the client's own (a UUID is good). The same key with the same request answers what the first one answered and does nothing again; with another request it is refused. Kept for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                price_import: components["parameters"]["ImportInPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PriceImportCommit"];
            };
        };
        responses: {
            /** @description Its job runs or waits for its time. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceImport"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    guessImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                price_import: components["parameters"]["ImportInPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PriceFileReading"];
            };
        };
        responses: {
            /** @description What it seems to be read that way. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceImport"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listImportLines: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                /** @description Only with this outcome. */
                outcome?: components["schemas"]["PriceLineOutcome"];
                /** @description Words that occur in SKU or name. */
                q?: string;
            };
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                price_import: components["parameters"]["ImportInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In the order of the file; items that the file withdraws come last. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceLinePage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    fixImportLines: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                price_import: components["parameters"]["ImportInPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PriceLineFixes"];
            };
        };
        responses: {
            /** @description The lines as they are now, and the import. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FixedPriceLines"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    exportImportLines: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                price_import: components["parameters"]["ImportInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The lines as they came, with a column that says why. */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    previewImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                price_import: components["parameters"]["ImportInPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PriceImportChoice"];
            };
        };
        responses: {
            /** @description Its job runs. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceImport"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    rollBackImport: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of the client's own (a UUID is good). The same key with the same request answers what the first one answered and does nothing again; with another request it is refused. Kept for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                price_import: components["parameters"]["ImportInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its job runs. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceImport"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
}
