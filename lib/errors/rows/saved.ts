/** What is kept where a post stopped and nothing of it was changed. Told without a post, it is said of all of them. */
export const SAVED = "Your video, caption and settings are saved.";
