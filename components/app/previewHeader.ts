/** The header that shows a colour to those who hold its token, whoever serves. */
export const PREVIEW_HEADER = "x-lobechat-preview";
