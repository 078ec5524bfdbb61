"use client";

import { createContext } from "react";

/**
 * The id of the label of the surrounding `Field`, for a control that is no native input: so that it has its name
 * in the HTML that the server sends, before any script has run.
 */
export const FieldLabelId = createContext<string | undefined>(undefined);
