"""The Gradio page: draws what the rest returns, decides nothing about answers."""
