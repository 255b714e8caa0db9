"""The web pages: server-rendered, without script, nothing loaded from elsewhere."""
