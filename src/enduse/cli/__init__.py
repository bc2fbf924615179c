"""What did the person ask for on the command line, and which exit code answers?"""
