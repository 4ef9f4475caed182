/** Whether a text can be an e-mail address; only the mail itself could prove more. */
export const isEmail = (text: string) => text.length <= 254 && /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(text);
