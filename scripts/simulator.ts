// `npm run simulator`: the simulated TikTok by itself, for anybody who integrates TikTok.
import "#simulator/main";
