/** Told with the office's id behind it when movements on the account wait to be judged. */
export const bankTopic = 'bank '
