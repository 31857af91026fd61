// Accounts that can sign in to a seeded database: `user1`, `user2` …, all with one password.
export const USERS = 64;
export const PASSWORD = 'correct horse battery staple';
